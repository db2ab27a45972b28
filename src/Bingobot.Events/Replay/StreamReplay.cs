using Microsoft.Extensions.Logging.Abstractions;

namespace Bingobot.Events;

/// <summary>Rebuilds state from a recorded stream, also beside its running writer. Executes and records nothing.</summary>
public static class StreamReplay
{
    /// <summary>The state after the event <paramref name="toSequence"/>, or after the newest that is durable.</summary>
    /// <param name="log">The recorded stream; it is only read.</param>
    /// <param name="modules">Fresh instances: they serve this replay alone.</param>
    /// <param name="toSequence">The last event that counts. Default: the newest.</param>
    /// <param name="cancellationToken">Ends the replay.</param>
    /// <exception cref="CorruptStreamException">The recorded stream is not what was written.</exception>
    public static Task<StreamSnapshot> RunAsync(
        IEventLog log, IReadOnlyList<IModule> modules, long toSequence = long.MaxValue,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(modules);
        return Task.Run(
            () =>
            {
                var machine = new Machine(new EventCatalog(modules), NullLogger.Instance);
                machine.Replay(log, toSequence, cancellationToken);
                return machine.Capture();
            },
            cancellationToken);
    }

    /// <summary>The digests of the state after each of some events, from one replay.</summary>
    /// <param name="log">The recorded stream; it is only read.</param>
    /// <param name="modules">Fresh instances: they serve this replay alone.</param>
    /// <param name="at">Ascending sequences; those beyond the newest durable event are left out of the answer.</param>
    /// <param name="cancellationToken">Ends the replay.</param>
    /// <exception cref="CorruptStreamException">The recorded stream is not what was written.</exception>
    public static IReadOnlyList<StateDigest> Digests(
        IEventLog log, IReadOnlyList<IModule> modules, IReadOnlyList<long> at, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(modules);
        ArgumentNullException.ThrowIfNull(at);
        var machine = new Machine(new EventCatalog(modules), NullLogger.Instance);
        var digests = new List<StateDigest>();
        if (at.Count == 0)
            return digests;
        foreach (Recorded e in log.Read(1))
        {
            cancellationToken.ThrowIfCancellationRequested();
            machine.Apply(e, value: null, derived: null);
            if (e.Sequence != at[digests.Count])
                continue;
            digests.Add(StateReport.Digest(machine.Capture()));
            if (digests.Count == at.Count)
                break;
        }

        return digests;
    }
}
