using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Bingobot.Events;

/// <summary>What a snapshot holds beside states and timers, as JSON: whose it is, cursors, effects. Pure, no I/O.</summary>
internal sealed record SnapshotMeta(
    string Module,
    int Version,
    string Shape,
    UInt128 Proof,
    SnapshotStream Stream,
    bool IsOfItsTime,
    ImmutableSortedDictionary<(long Sequence, int Index), PendingEffect> Effects,
    ImmutableSortedSet<string> Superseded)
{
    public byte[] Write() => CanonicalJson.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("module", Module);
        writer.WriteNumber("version", Version);
        writer.WriteString("shape", Shape);
        writer.WriteString("stream", Stream.StreamId);
        writer.WriteNumber("sequence", Stream.Sequence);
        writer.WriteNumber("time", Stream.Time.UtcTicks);
        writer.WriteString("proof", Proof.ToString("x32", CultureInfo.InvariantCulture));
        writer.WriteBoolean("present", IsOfItsTime);
        writer.WriteStartArray("cursors");
        foreach (Cursor cursor in Stream.Cursors.Values)
        {
            writer.WriteStartArray();
            writer.WriteStringValue(cursor.Source);
            writer.WriteStringValue(cursor.Session);
            writer.WriteStringValue(cursor.Endpoint);
            writer.WriteNumberValue(cursor.Position);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("effects");
        foreach (((long, int Index) origin, PendingEffect effect) in Effects)
            Write(writer, effect, origin.Index);
        writer.WriteEndArray();
        writer.WriteStartArray("superseded");
        foreach (string id in Superseded)
            writer.WriteStringValue(id);
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    /// <exception cref="JsonException">It is not what was written.</exception>
    /// <exception cref="InvalidOperationException">It is not what was written.</exception>
    /// <exception cref="FormatException">It is not what was written.</exception>
    /// <exception cref="KeyNotFoundException">It is not what was written.</exception>
    public static SnapshotMeta Read(ReadOnlyMemory<byte> json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        JsonElement meta = document.RootElement;
        string module = meta.GetProperty("module").GetString()!;
        var effects = ImmutableSortedDictionary.CreateBuilder<(long, int), PendingEffect>();
        foreach (JsonElement effect in meta.GetProperty("effects").EnumerateArray())
        {
            PendingEffect read = ReadEffect(effect, module);
            effects.Add((read.Sequence, effect.GetProperty("index").GetInt32()), read);
        }

        return new SnapshotMeta(
            module,
            meta.GetProperty("version").GetInt32(),
            meta.GetProperty("shape").GetString()!,
            UInt128.Parse(meta.GetProperty("proof").GetString()!, NumberStyles.HexNumber, CultureInfo.InvariantCulture),
            new SnapshotStream(
                meta.GetProperty("stream").GetString()!,
                meta.GetProperty("sequence").GetInt64(),
                TimeOf(meta.GetProperty("time")),
                meta.GetProperty("cursors").EnumerateArray()
                    .Select(cursor => new Cursor(
                        cursor[0].GetString()!, cursor[1].GetString()!, cursor[2].GetString()!, cursor[3].GetInt64()))
                    .ToImmutableSortedDictionary(cursor => cursor.Source, cursor => cursor, StringComparer.Ordinal)),
            meta.GetProperty("present").GetBoolean(),
            effects.ToImmutable(),
            [.. meta.GetProperty("superseded").EnumerateArray().Select(id => id.GetString()!)]);
    }

    private static DateTimeOffset TimeOf(JsonElement ticks) => new(ticks.GetInt64(), TimeSpan.Zero);

    private static void Write(Utf8JsonWriter writer, PendingEffect effect, int index)
    {
        writer.WriteStartObject();
        writer.WriteString("id", effect.Id);
        writer.WriteNumber("sequence", effect.Sequence);
        writer.WriteNumber("index", index);
        writer.WriteNumber("time", effect.Time.UtcTicks);
        writer.WriteNumber("partition", effect.Partition);
        writer.WriteString("kind", effect.Kind);
        writer.WriteString("key", effect.Key);
        writer.WriteString("lane", effect.Lane);
        writer.WriteBase64String("data", effect.Data.Span);
        writer.WriteEndObject();
    }

    private static PendingEffect ReadEffect(JsonElement effect, string module) => new(
        effect.GetProperty("id").GetString()!,
        effect.GetProperty("sequence").GetInt64(),
        TimeOf(effect.GetProperty("time")),
        effect.GetProperty("partition").GetUInt64(),
        module,
        effect.GetProperty("kind").GetString()!,
        effect.GetProperty("key").GetString()!,
        effect.GetProperty("lane").GetString()!,
        effect.GetProperty("data").GetBytesFromBase64());
}
