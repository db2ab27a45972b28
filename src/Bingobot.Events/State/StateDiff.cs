using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Bingobot.Events;

/// <summary>One value that two states differ in.</summary>
/// <param name="Path">
/// Where it is: names joined by dots, places in arrays as <c>[n]</c>; a name that is no plain word stands as <c>["name"]</c>.
/// </param>
/// <param name="Before">Its JSON before; null where there was none.</param>
/// <param name="After">Its JSON after; null where there is none any more.</param>
public sealed record StateChange(string Path, string? Before, string? After);

/// <summary>What changed between two states, by their canonical JSON. Thread-safe.</summary>
public static class StateDiff
{
    /// <summary>What changed, module by module in the order of their names, then timers, effects and cursors of the runtime.</summary>
    /// <param name="before">The earlier state.</param>
    /// <param name="after">The later state, of the same modules or others.</param>
    /// <exception cref="StateUnreadableException">A state that is not in memory cannot be read.</exception>
    public static IReadOnlyList<StateChange> Compare(StreamSnapshot before, StreamSnapshot after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var changes = new List<StateChange>();
        string[] names = [.. before.ModuleSnapshots.Concat(after.ModuleSnapshots)
            .Select(module => module.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        foreach (string name in names)
        {
            ModuleSnapshot? one = before.ModuleSnapshots.FirstOrDefault(module => module.Name == name);
            ModuleSnapshot? other = after.ModuleSnapshots.FirstOrDefault(module => module.Name == name);
            Compare(Join(Join("modules", name), "state"), one, other, changes);
            string path = Join(Join("modules", name), "stoppedAt");
            Add(path, Text(one?.Stopped), Text(other?.Stopped), changes);
        }

        Compare(Runtime(before), Runtime(after), changes);
        return changes;
    }

    /// <summary>What changed between two JSON documents.</summary>
    /// <param name="before">UTF-8 JSON.</param>
    /// <param name="after">UTF-8 JSON.</param>
    /// <param name="path">What the paths begin with; may be empty.</param>
    /// <exception cref="JsonException">One is no JSON.</exception>
    public static IReadOnlyList<StateChange> Compare(ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> after, string path = "")
    {
        using JsonDocument one = JsonDocument.Parse(before);
        using JsonDocument other = JsonDocument.Parse(after);
        var changes = new List<StateChange>();
        Compare(path, one.RootElement, other.RootElement, changes);
        return changes;
    }

    private static void Compare(string path, ModuleSnapshot? one, ModuleSnapshot? other, List<StateChange> changes)
    {
        IEnumerable<ulong> partitions = (one?.States.Keys ?? []).Union(other?.States.Keys ?? []).Order();
        foreach (ulong partition in partitions)
        {
            object? before = one?.States.GetValueOrDefault(partition);
            object? after = other?.States.GetValueOrDefault(partition);
            if (ReferenceEquals(before, after)
                || (before is ColdState kept && after is ColdState stored && kept.Hash == stored.Hash))
                continue;
            string at = Join(path, partition.ToString(CultureInfo.InvariantCulture));
            if (before is null || after is null)
                Add(at, Text(one, before), Text(other, after), changes);
            else
                changes.AddRange(Compare(one!.Codec.Canonical(before), other!.Codec.Canonical(after), at));
        }
    }

    /// <summary>Timers, effects and cursors by their paths: what is what does not depend on its place in a list.</summary>
    private static SortedDictionary<string, string> Runtime(StreamSnapshot snapshot)
    {
        var parts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (ModuleSnapshot module in snapshot.ModuleSnapshots)
        {
            string path = Join("runtime.timers", module.Name);
            foreach (DurableTimer timer in module.Timers)
            {
                string guild = timer.Partition.ToString(CultureInfo.InvariantCulture);
                parts[Join(Join(path, guild), timer.Key)] = Json(writer => writer.WriteStringValue(timer.Due));
            }
        }

        foreach (PendingEffect effect in snapshot.PendingEffects)
            parts[Join("runtime.effects", effect.Id)] = Json(writer => StateReport.WriteEffect(writer, effect));
        foreach (Cursor cursor in snapshot.Cursors.Values)
            parts[Join("runtime.cursors", cursor.Source)] = Json(writer => StateReport.WriteCursor(writer, cursor));
        return parts;
    }

    private static void Compare(
        SortedDictionary<string, string> before, SortedDictionary<string, string> after, List<StateChange> changes)
    {
        foreach (string path in before.Keys.Union(after.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
            Add(path, before.GetValueOrDefault(path), after.GetValueOrDefault(path), changes);
    }

    private static string Json(Action<Utf8JsonWriter> write) => Encoding.UTF8.GetString(CanonicalJson.Write(write));

    private static string? Text(ModuleStop? stop) => stop is null ? null : Json(writer => StateReport.WriteStop(writer, stop));

    private static string? Text(ModuleSnapshot? module, object? state) =>
        state is null ? null : Encoding.UTF8.GetString(module!.Codec.Canonical(state));

    private static void Compare(string path, JsonElement before, JsonElement after, List<StateChange> changes)
    {
        if (before.ValueKind == JsonValueKind.Object && after.ValueKind == JsonValueKind.Object)
        {
            string[] names = [.. before.EnumerateObject().Concat(after.EnumerateObject())
                .Select(property => property.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
            foreach (string name in names)
                CompareOrAdd(Join(path, name), Member(before, name), Member(after, name), changes);
        }
        else if (before.ValueKind == JsonValueKind.Array && after.ValueKind == JsonValueKind.Array)
        {
            int length = Math.Max(before.GetArrayLength(), after.GetArrayLength());
            for (int i = 0; i < length; i++)
                CompareOrAdd($"{path}[{i}]", Item(before, i), Item(after, i), changes);
        }
        else
        {
            Add(path, before.GetRawText(), after.GetRawText(), changes);
        }
    }

    private static void CompareOrAdd(string path, JsonElement? before, JsonElement? after, List<StateChange> changes)
    {
        if (before is { } one && after is { } other)
            Compare(path, one, other, changes);
        else
            Add(path, before?.GetRawText(), after?.GetRawText(), changes);
    }

    private static JsonElement? Member(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement member) ? member : null;

    private static JsonElement? Item(JsonElement element, int index) => index < element.GetArrayLength() ? element[index] : null;

    private static void Add(string path, string? before, string? after, List<StateChange> changes)
    {
        if (before != after)
            changes.Add(new StateChange(path, before, after));
    }

    private static string Join(string path, string name)
    {
        bool isPlain = name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '$');
        if (!isPlain)
            return $"{path}[\"{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"]";
        return path.Length == 0 ? name : $"{path}.{name}";
    }
}
