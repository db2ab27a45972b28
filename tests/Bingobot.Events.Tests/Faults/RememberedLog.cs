namespace Bingobot.Events.Tests.Faults;

/// <summary>All events that a stream ever had, for a replay that no compaction has a part in.</summary>
internal sealed class RememberedLog(IReadOnlyList<Recorded> all) : IEventLog, IDisposable
{
    public long LastSequence => all[^1].Sequence;

    public ValueTask AppendAsync(IReadOnlyList<Recorded> events) => throw new InvalidOperationException("What is remembered is only read.");

    public IEnumerable<Recorded> Read(long fromSequence) => all.Where(e => e.Sequence >= fromSequence);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public void Dispose()
    {
    }
}
