namespace Bingobot.Events;

/// <summary>Applies what is recorded to a machine: on one core, or spread over several by partition, with the same result.</summary>
/// <param name="log">The recorded stream; it is only read.</param>
/// <param name="workers">How many cores apply events, from 1.</param>
/// <param name="progress">Is told how far it is, or null.</param>
internal sealed class Replayer(IEventLog log, int workers, IProgress<ReplayProgress>? progress)
{
    /// <summary>Fewer events than this are done before others have been asked to help.</summary>
    public const long FewestForWorkers = 20_000;

    /// <summary>How often progress is told and cancellation looked at, in events; a power of two.</summary>
    private const int Stride = 16 * 1024;

    /// <summary>Fewer events than <see cref="FewestForWorkers"/> go to workers, for tests.</summary>
    public bool AlwaysSpread { get; init; }

    /// <summary>Applies events up to and including <paramref name="toSequence"/>. Executes nothing.</summary>
    /// <exception cref="CorruptStreamException">The recorded stream is not what was written.</exception>
    /// <exception cref="StateUnreadableException">A cold state cannot be read.</exception>
    public void Run(Machine machine, long toSequence, CancellationToken cancellationToken)
    {
        long last = Math.Min(toSequence, log.LastSequence);
        bool isSpread = workers > 1 && (AlwaysSpread || last - machine.Sequence >= FewestForWorkers);
        if (isSpread && new SpreadReplay(machine, workers).TryRun(this, last, cancellationToken))
            return;
        EventVisitor apply = (in EventView e) =>
        {
            machine.Apply(e);
            return true;
        };
        Visit(machine.Sequence, last, apply, cancellationToken);
    }

    /// <summary>Shows the visitor the events after one sequence, up to and including another.</summary>
    public void Visit(long after, long last, EventVisitor visitor, CancellationToken cancellationToken)
    {
        int seen = 0;
        log.Visit(after + 1, (in EventView e) =>
        {
            if (e.Sequence > last)
                return false;
            if ((++seen & (Stride - 1)) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                progress?.Report(new ReplayProgress(after + 1, e.Sequence, last));
            }

            return visitor(e) && e.Sequence < last;
        });
        cancellationToken.ThrowIfCancellationRequested();
        if (seen > 0)
            progress?.Report(new ReplayProgress(after + 1, last, last));
    }
}
