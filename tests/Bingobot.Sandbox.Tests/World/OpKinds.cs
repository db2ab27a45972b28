using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bingobot.Sandbox.Tests.WorldTests;

/// <summary>The kinds of op, as a journal names them.</summary>
internal static class OpKinds
{
    /// <summary>Every one that there is, in the order of their names.</summary>
    public static IReadOnlyCollection<string> All { get; } = new SortedSet<string>(
        typeof(Op).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(kind => (string)kind.TypeDiscriminator!), StringComparer.Ordinal);

    /// <summary>Those that a journal has, in the order of their names.</summary>
    public static IReadOnlyCollection<string> In(ISandboxJournal journal)
    {
        SortedSet<string> kinds = new(StringComparer.Ordinal);
        foreach (ReadOnlyMemory<byte> entry in journal.ReadAll())
        {
            foreach (JsonElement op in JsonSerializer.Deserialize<JsonElement>(entry.Span).EnumerateArray())
                kinds.Add(op.GetProperty("op").GetString()!);
        }

        return kinds;
    }
}
