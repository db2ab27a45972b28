using System.Text.Json;

namespace Bingobot.Sandbox;

/// <summary>An op of a journal, and the world without it and with it.</summary>
internal readonly record struct ReplayStep(World Before, Op Op, World After);

/// <summary>Makes the world of a journal's ops, one by one.</summary>
internal static class JournalReplay
{
    /// <exception cref="InvalidDataException">An entry cannot be read; it says which.</exception>
    public static IEnumerable<ReplayStep> Read(ISandboxJournal journal)
    {
        World world = World.Empty;
        long entry = 0;
        foreach (ReadOnlyMemory<byte> bytes in journal.ReadAll())
        {
            entry++;
            int length = bytes.Length;
            foreach (Op op in Guarded(entry, length, () => JsonSerializer.Deserialize(bytes.Span, OpJson.Default.ListOp) ?? []))
            {
                World before = world;
                world = Guarded(entry, length, () => Transitions.Apply(before, op));
                yield return new ReplayStep(before, op, world);
            }
        }
    }

    private static T Guarded<T>(long entry, int length, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or ArgumentException
            or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException($"Entry {entry} of the sandbox's journal ({length} bytes) cannot be read: {e.Message}", e);
        }
    }
}
