using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;
using System.Text;
using System.Text.Json;

namespace Bingobot.Events;

/// <summary>The hashes of all state after one event. Equal digests mean equal state.</summary>
/// <param name="Sequence">The event.</param>
/// <param name="Hash">Of all modules with their timers and pending effects: XXH3-128, 32 hexadecimal digits.</param>
/// <param name="Modules">Of each module's state, in the order of the modules' names.</param>
public sealed record StateDigest(long Sequence, string Hash, IReadOnlyList<ModuleDigest> Modules);

/// <summary>The hash of one module's states, timers and pending effects.</summary>
/// <param name="Module">The module's name.</param>
/// <param name="Hash">XXH3-128, 32 hexadecimal digits.</param>
public sealed record ModuleDigest(string Module, string Hash);

/// <summary>A snapshot as canonical JSON and as hashes: the same state gives the same bytes, wherever it is written.</summary>
public static class StateReport
{
    /// <summary>Hashes all state. What lies in a snapshot and not in memory is not read: its hash is known.</summary>
    public static StateDigest Digest(StreamSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return Digest(snapshot, [.. Sorted(snapshot).Select(module => StateHash(module))]);
    }

    /// <summary>
    /// All state as one JSON object in UTF-8. With a partition only its part of the state is shown; the hashes are always
    /// those of all partitions, as are the timers, effects and cursors.
    /// </summary>
    public static byte[] Write(StreamSnapshot snapshot, ulong? partition = null)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var modules = new List<(ModuleSnapshot Module, byte[] States, string StateHash)>();
        foreach (ModuleSnapshot module in Sorted(snapshot))
        {
            modules.Add((module, States(module, partition), StateHash(module)));
        }

        StateDigest digest = Digest(snapshot, [.. modules.Select(module => module.StateHash)]);
        return CanonicalJson.Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("seq", snapshot.Sequence);
            writer.WriteString("hash", digest.Hash);
            writer.WriteStartObject("modules");
            for (int i = 0; i < modules.Count; i++)
                WriteModule(writer, modules[i].Module, modules[i].States, digest.Modules[i].Hash);
            writer.WriteEndObject();
            writer.WritePropertyName("runtime");
            WriteRuntime(writer, snapshot);
            writer.WriteEndObject();
        });
    }

    private static IEnumerable<ModuleSnapshot> Sorted(StreamSnapshot snapshot) =>
        snapshot.ModuleSnapshots.OrderBy(module => module.Name, StringComparer.Ordinal);

    private static StateDigest Digest(StreamSnapshot snapshot, IReadOnlyList<string> stateHashes)
    {
        var digests = new List<ModuleDigest>();
        var total = new StringBuilder();
        foreach ((ModuleSnapshot module, string stateHash) in Sorted(snapshot).Zip(stateHashes))
        {
            byte[] whole = CanonicalJson.Write(writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("state", stateHash);
                writer.WriteNumber("stopped", module.Stopped?.Sequence ?? 0);
                writer.WriteString("timers", TimersHash(module));
                WriteEffects(writer, module.Effects.Values);
                writer.WriteEndObject();
            });
            digests.Add(new ModuleDigest(module.Name, HashOf(whole)));
            total.Append(module.Name).Append('=').Append(digests[^1].Hash).Append('\n');
        }

        return new StateDigest(snapshot.Sequence, HashOf(Encoding.UTF8.GetBytes(total.ToString())), digests);
    }

    /// <summary>Of each partition its number and the XXH3-128 of its state's canonical JSON, in the order of the numbers.</summary>
    private static string StateHash(ModuleSnapshot module)
    {
        var hash = new XxHash128();
        Span<byte> line = stackalloc byte[sizeof(ulong) + 2 * sizeof(ulong)];
        foreach ((ulong partition, object state) in module.States)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(line, partition);
            BinaryPrimitives.WriteUInt128BigEndian(line[sizeof(ulong)..], module.HashOf(state));
            hash.Append(line);
        }

        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    private static string TimersHash(ModuleSnapshot module)
    {
        var hash = new XxHash128();
        Span<byte> line = stackalloc byte[3 * sizeof(long) + 2 * sizeof(int)];
        foreach (DurableTimer timer in module.Timers)
        {
            byte[] key = Encoding.UTF8.GetBytes(timer.Key);
            BinaryPrimitives.WriteInt64LittleEndian(line, timer.Due.UtcTicks);
            BinaryPrimitives.WriteInt64LittleEndian(line[8..], timer.Sequence);
            BinaryPrimitives.WriteUInt64LittleEndian(line[16..], timer.Partition);
            BinaryPrimitives.WriteInt32LittleEndian(line[24..], timer.Index);
            BinaryPrimitives.WriteInt32LittleEndian(line[28..], key.Length);
            hash.Append(line);
            hash.Append(key);
        }

        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    private static byte[] States(ModuleSnapshot module, ulong? partition) => CanonicalJson.Write(writer =>
    {
        writer.WriteStartObject();
        var shown = module.States
            .Where(state => partition is null || state.Key == partition)
            .Select(state => (Name: state.Key.ToString(CultureInfo.InvariantCulture), state.Value))
            .OrderBy(state => state.Name, StringComparer.Ordinal);
        foreach ((string name, object state) in shown)
        {
            writer.WritePropertyName(name);
            writer.WriteRawValue(module.Codec.Canonical(state), skipInputValidation: true);
        }

        writer.WriteEndObject();
    });

    internal static void WriteStop(Utf8JsonWriter writer, ModuleStop stopped)
    {
        writer.WriteStartObject();
        writer.WriteString("error", stopped.Error);
        writer.WriteNumber("seq", stopped.Sequence);
        writer.WriteString("type", stopped.EventType);
        writer.WriteEndObject();
    }

    private static void WriteModule(Utf8JsonWriter writer, ModuleSnapshot module, byte[] states, string hash)
    {
        writer.WriteStartObject(module.Name);
        writer.WriteString("hash", hash);
        writer.WritePropertyName("state");
        writer.WriteRawValue(states, skipInputValidation: true);
        if (module.Stopped is { } stopped)
        {
            writer.WritePropertyName("stoppedAt");
            WriteStop(writer, stopped);
        }

        writer.WriteNumber("version", module.Version);
        writer.WriteEndObject();
    }

    private static void WriteRuntime(Utf8JsonWriter writer, StreamSnapshot snapshot)
    {
        void WriteContent(Utf8JsonWriter content)
        {
            WriteTimers(content, snapshot.ModuleSnapshots);
            WriteEffects(content, snapshot.PendingEffects);
            content.WriteStartArray("cursors");
            foreach (Cursor cursor in snapshot.Cursors.Values)
                WriteCursor(content, cursor);
            content.WriteEndArray();
        }

        byte[] hashed = CanonicalJson.Write(content =>
        {
            content.WriteStartObject();
            WriteContent(content);
            content.WriteEndObject();
        });
        writer.WriteStartObject();
        writer.WriteString("hash", HashOf(hashed));
        WriteContent(writer);
        writer.WriteEndObject();
    }

    private static void WriteTimers(Utf8JsonWriter writer, IEnumerable<ModuleSnapshot> modules)
    {
        writer.WriteStartArray("timers");
        var timers = modules
            .SelectMany(module => module.Timers.Select(timer => (module.Name, Timer: timer)))
            .OrderBy(timer => timer.Timer, DueOrder.Instance)
            .ThenBy(timer => timer.Name, StringComparer.Ordinal);
        foreach ((string module, DurableTimer timer) in timers)
        {
            writer.WriteStartObject();
            writer.WriteString("due", timer.Due);
            writer.WriteString("guild", timer.Partition.ToString(CultureInfo.InvariantCulture));
            writer.WriteString("key", timer.Key);
            writer.WriteString("module", module);
            writer.WriteNumber("seq", timer.Sequence);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteEffects(Utf8JsonWriter writer, IEnumerable<PendingEffect> effects)
    {
        writer.WriteStartArray("effects");
        foreach (PendingEffect effect in effects)
            WriteEffect(writer, effect);
        writer.WriteEndArray();
    }

    internal static void WriteEffect(Utf8JsonWriter writer, PendingEffect effect)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("data");
        CanonicalJson.Rewrite(effect.Data, writer);
        writer.WriteString("guild", effect.Partition.ToString(CultureInfo.InvariantCulture));
        writer.WriteString("id", effect.Id);
        writer.WriteString("key", effect.Key);
        writer.WriteString("kind", effect.Kind);
        writer.WriteString("lane", effect.Lane);
        writer.WriteString("module", effect.Module);
        writer.WriteNumber("seq", effect.Sequence);
        writer.WriteEndObject();
    }

    internal static void WriteCursor(Utf8JsonWriter writer, Cursor cursor)
    {
        writer.WriteStartObject();
        writer.WriteString("endpoint", cursor.Endpoint);
        writer.WriteNumber("position", cursor.Position);
        writer.WriteString("session", cursor.Session);
        writer.WriteString("source", cursor.Source);
        writer.WriteEndObject();
    }

    private static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(XxHash128.Hash(bytes));
}
