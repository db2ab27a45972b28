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
    ImmutableSortedSet<string> Superseded,
    ImmutableSortedDictionary<long, DeadLetter> DeadLetters,
    long DeadLettersDropped)
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
        foreach (((long, int) origin, PendingEffect effect) in Effects)
            Write(writer, effect, origin);
        writer.WriteEndArray();
        writer.WriteStartArray("dead");
        foreach (DeadLetter letter in DeadLetters.Values)
        {
            writer.WriteStartObject();
            writer.WriteNumber("sequence", letter.Sequence);
            writer.WriteNumber("time", letter.Time.UtcTicks);
            writer.WriteBoolean("unknown", letter.Kind == DeadLetterKind.Unknown);
            writer.WriteString("reason", letter.Reason);
            writer.WritePropertyName("effect");
            Write(writer, letter.Effect, (letter.Effect.Sequence, 0));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteNumber("deadDropped", DeadLettersDropped);
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
            effects.Add(OriginOf(effect, read), read);
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
            [.. meta.GetProperty("superseded").EnumerateArray().Select(id => id.GetString()!)],
            meta.GetProperty("dead").EnumerateArray()
                .Select(letter => ReadLetter(letter, module))
                .ToImmutableSortedDictionary(letter => letter.Sequence, letter => letter),
            meta.GetProperty("deadDropped").GetInt64());
    }

    private static DateTimeOffset TimeOf(JsonElement ticks) => new(ticks.GetInt64(), TimeSpan.Zero);

    /// <summary>
    /// Where an effect stands among the pending ones: at the event that it was derived from, or, tried again, at the one that says so,
    /// without which its place cannot be told.
    /// </summary>
    private static (long Sequence, int Index) OriginOf(JsonElement effect, PendingEffect read)
    {
        int index = effect.GetProperty("index").GetInt32();
        bool isElsewhere = effect.TryGetProperty("origin", out JsonElement origin);
        return isElsewhere || index != EffectTable.RetriedIndex
            ? (isElsewhere ? origin.GetInt64() : read.Sequence, index)
            : throw new FormatException($"The effect {read.Id} was retried, and it does not say when.");
    }

    private static void Write(Utf8JsonWriter writer, PendingEffect effect, (long Sequence, int Index) origin)
    {
        writer.WriteStartObject();
        writer.WriteString("id", effect.Id);
        writer.WriteNumber("sequence", effect.Sequence);
        writer.WriteNumber("index", origin.Index);
        if (origin.Sequence != effect.Sequence)
            writer.WriteNumber("origin", origin.Sequence);
        writer.WriteNumber("time", effect.Time.UtcTicks);
        writer.WriteNumber("partition", effect.Partition);
        writer.WriteString("kind", effect.Kind);
        writer.WriteString("key", effect.Key);
        writer.WriteString("lane", effect.Lane);
        writer.WriteBase64String("data", effect.Data.Span);
        writer.WriteBoolean("started", effect.IsStarted);
        writer.WriteBoolean("retried", effect.IsRetried);
        writer.WriteBoolean("inDoubt", effect.IsInDoubt);
        EffectPolicy policy = effect.Policy;
        writer.WriteNumber("onUnknown", (int)policy.OnUnknown);
        writer.WriteNumber("attempts", policy.Attempts ?? 0);
        writer.WriteNumber("retryFirst", policy.RetryFirst?.Ticks ?? 0);
        writer.WriteNumber("timeout", policy.Timeout?.Ticks ?? 0);
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
        effect.GetProperty("data").GetBytesFromBase64())
    {
        IsStarted = effect.GetProperty("started").GetBoolean(),
        IsRetried = effect.GetProperty("retried").GetBoolean(),
        IsInDoubt = effect.GetProperty("inDoubt").GetBoolean(),
        Policy = new EffectPolicy
        {
            OnUnknown = (OnUnknown)effect.GetProperty("onUnknown").GetInt32(),
            Attempts = effect.GetProperty("attempts").GetInt32() is > 0 and var attempts ? attempts : null,
            RetryFirst = SpanOf(effect.GetProperty("retryFirst")),
            Timeout = SpanOf(effect.GetProperty("timeout")),
        },
    };

    private static TimeSpan? SpanOf(JsonElement ticks) => ticks.GetInt64() is > 0 and var some ? TimeSpan.FromTicks(some) : null;

    private static DeadLetter ReadLetter(JsonElement letter, string module) => new(
        ReadEffect(letter.GetProperty("effect"), module),
        letter.GetProperty("unknown").GetBoolean() ? DeadLetterKind.Unknown : DeadLetterKind.Failed,
        letter.GetProperty("reason").GetString()!,
        letter.GetProperty("sequence").GetInt64(),
        TimeOf(letter.GetProperty("time")));
}
