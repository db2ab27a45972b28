using Bingobot.TestKit;

namespace Bingobot.Events.Tests.Compaction;

/// <summary>The power is cut at every write, barrier, renaming, deletion and sync of a compaction.</summary>
public sealed class CompactionCrashTests
{
    private const int Days = 4;

    [Fact]
    public async Task Compact_PowerCutAtEveryOperation_LeavesTheStateAndAllThatIsStillNeeded()
    {
        (int operations, string state, HashSet<string> needed) = await WholeAsync();
        Assert.InRange(operations, 20, 2_000);

        int compacted = 0;
        for (int cut = 0; cut < operations; cut += operations > 120 ? 2 : 1)
        {
            await using CompactedStream life = await FilledAsync(cut + 1);
            life.Folder.OperationsUntilCut = cut;
            await Record.ExceptionAsync(() => life.Stream.CompactAsync());
            await Record.ExceptionAsync(life.CloseAsync);
            if (!life.Folder.IsDown)
                life.Folder.CutPower();
            life.Folder.OperationsUntilCut = -1;
            life.Folder.Reboot();

            await using var again = new CompactedStream(life.Folder);
            again.Clock.SetUtcNow(life.Clock.GetUtcNow());
            await again.OpenAsync();
            Assert.Equal(state, States(again));
            Assert.Superset(needed, (await again.StoredAsync()).Values.Select(Content).ToHashSet());
            Assert.Empty(again.Effects.Executed);
            await using (DocumentLog log = DocumentLog.OpenReadOnly(life.Folder))
                compacted += log.CompactedUpTo > 0 ? 1 : 0;
            await again.Stream.CompactAsync();
            await again.ReopenAsync();
            Assert.Equal(state, States(again));
            await again.CloseAsync();
            Assert.All(DocumentLog.Verify(life.Folder), segment => Assert.True(segment.IsSound, segment.StreamFault));
        }

        // Some of the cuts came after the first segment was replaced.
        Assert.True(compacted > 0);
    }

    private static async Task<(int Operations, string State, HashSet<string> Needed)> WholeAsync()
    {
        await using CompactedStream life = await FilledAsync(0);
        int before = life.Folder.Operations;
        string state = States(life);
        await life.Stream.CompactAsync();
        int operations = life.Folder.Operations - before;
        Assert.Equal(state, States(life));
        return (operations, state, [.. (await life.StoredAsync()).Values.Select(Content).Where(text => !text.Contains("StreamCompacted", StringComparison.Ordinal))]);
    }

    private static async Task<CompactedStream> FilledAsync(int seed)
    {
        var life = new CompactedStream(new FaultyFolder(seed));
        await life.OpenAsync();
        await life.LiveAsync(Days, perDay: 30);
        return life;
    }

    /// <summary>What of an event does not depend on how threads took turns.</summary>
    private static string Content(string shown) => shown.Contains("Ticket", StringComparison.Ordinal) ? shown[shown.IndexOf("Ticket", StringComparison.Ordinal)..] : "";

    private static string States(CompactedStream life)
    {
        StreamSnapshot state = life.Stream.Capture();
        IEnumerable<string> all = ((ulong[])[1, 2, 3]).Select(guild =>
            $"{string.Join(' ', state.StateOf<Counts>("counter", guild)!.ByWhat)} {string.Join(' ', state.StateOf<Tickets>("desk", guild)!.Open.Keys)}");
        return $"{string.Join('\n', all)}\n{state.TimerCount}";
    }
}
