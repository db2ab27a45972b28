using System.Globalization;

namespace Bingobot.Events;

/// <summary>A module whose state two replays of the same events do not agree on.</summary>
/// <param name="Module">The module.</param>
/// <param name="Sequence">The first event after which its states differ.</param>
/// <param name="Change">
/// The first value that differs after that event: in the first replay it is <c>Before</c>, in the second <c>After</c>. Null
/// where it differs in no value that is shown.
/// </param>
public sealed record Divergence(string Module, long Sequence, StateChange? Change);

/// <summary>What two replays of one stream came to.</summary>
/// <param name="Digest">The digest of the first replay after the last event; null for an empty stream.</param>
/// <param name="Divergences">The modules that differ, by name; empty where replay reproduces the state.</param>
public sealed record ReplayComparison(StateDigest? Digest, IReadOnlyList<Divergence> Divergences);

/// <summary>Replays a stream and answers with the digests after the given sequences, ascending.</summary>
public delegate Task<IReadOnlyList<StateDigest>> DigestSource(IReadOnlyList<long> at, CancellationToken cancellationToken);

/// <summary>Replays a stream and answers with the report of all state after an event, as <see cref="StateReport.Write"/> has it.</summary>
public delegate Task<byte[]> ReportSource(long at, CancellationToken cancellationToken);

/// <summary>A way to replay a stream.</summary>
/// <param name="Digests">Answers with hashes.</param>
/// <param name="Reports">Answers with all state.</param>
public sealed record ReplaySource(DigestSource Digests, ReportSource Reports);

/// <summary>Checks that replaying a stream reproduces its state.</summary>
public static class StreamVerifier
{
    private const int Probes = 16;

    /// <summary>A replay on the calling thread pool, as the program runs otherwise.</summary>
    public static ReplaySource Plainly(IEventLog log, Func<IReadOnlyList<IModule>> modules) => new(
        (at, ct) => Task.Run(() => StreamReplay.Digests(log, modules(), at, ct), ct),
        (at, ct) => Task.Run(() => Report(log, modules(), at, ct), ct));

    /// <summary>A replay on a thread of its own, under another culture.</summary>
    /// <param name="log">The recorded stream.</param>
    /// <param name="modules">Makes fresh modules.</param>
    /// <param name="culture">For example <c>tr-TR</c>, whose letters and numbers differ most from the usual.</param>
    public static ReplaySource Elsewhere(IEventLog log, Func<IReadOnlyList<IModule>> modules, CultureInfo culture) => new(
        (at, ct) => Events.Elsewhere.RunAsync(culture, ThreadPriority.Normal, () => StreamReplay.Digests(log, modules(), at, ct)),
        (at, ct) => Events.Elsewhere.RunAsync(culture, ThreadPriority.Normal, () => Report(log, modules(), at, ct)));

    /// <summary>
    /// Compares two replays up to <paramref name="lastSequence"/>; where they differ, narrows down to the first event
    /// after which each module's state differs. Any source will do, also one in another process.
    /// </summary>
    public static async Task<ReplayComparison> CompareAsync(
        ReplaySource first, ReplaySource second, long lastSequence, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (lastSequence < 1)
            return new ReplayComparison(null, []);
        IReadOnlyList<StateDigest> one = await AskAsync(first.Digests, [lastSequence], cancellationToken).ConfigureAwait(false);
        IReadOnlyList<StateDigest> other = await AskAsync(second.Digests, [lastSequence], cancellationToken).ConfigureAwait(false);
        var divergences = new List<Divergence>();
        foreach (string module in Differing(one[0], other[0]))
        {
            long at = await NarrowAsync(first.Digests, second.Digests, module, lastSequence, cancellationToken).ConfigureAwait(false);
            byte[] before = await first.Reports(at, cancellationToken).ConfigureAwait(false);
            byte[] after = await second.Reports(at, cancellationToken).ConfigureAwait(false);
            divergences.Add(new Divergence(module, at, FirstChange(module, before, after)));
        }

        return new ReplayComparison(one[0], divergences);
    }

    private static byte[] Report(IEventLog log, IReadOnlyList<IModule> modules, long at, CancellationToken cancellationToken) =>
        StateReport.Write(StreamReplay.Run(
            log, modules, new StreamReplayOptions { ToSequence = at, Workers = 1 }, cancellationToken));

    /// <summary>The first value of the module that differs; a timer or an effect where its states are the same.</summary>
    private static StateChange? FirstChange(string module, byte[] before, byte[] after)
    {
        IReadOnlyList<StateChange> changes = StateDiff.Compare(before, after);
        string path = $"modules.{module}.";
        return changes.FirstOrDefault(change => change.Path.StartsWith(path, StringComparison.Ordinal) && change.Path != path + "hash")
            ?? changes.FirstOrDefault(change => change.Path.StartsWith("runtime.", StringComparison.Ordinal) && change.Path != "runtime.hash");
    }

    /// <summary>The states are equal after <c>equal</c> and differ after <c>differing</c>; those two are brought together.</summary>
    private static async Task<long> NarrowAsync(
        DigestSource first, DigestSource second, string module, long differing, CancellationToken cancellationToken)
    {
        long equal = 0;
        while (differing - equal > 1)
        {
            long step = Math.Max(1, (differing - equal) / (Probes + 1));
            var at = new List<long>();
            for (long sequence = equal + step; sequence < differing && at.Count < Probes; sequence += step)
                at.Add(sequence);
            IReadOnlyList<StateDigest> one = await AskAsync(first, at, cancellationToken).ConfigureAwait(false);
            IReadOnlyList<StateDigest> other = await AskAsync(second, at, cancellationToken).ConfigureAwait(false);
            int probe = 0;
            while (probe < at.Count && !Differing(one[probe], other[probe]).Contains(module))
                probe++;
            if (probe > 0)
                equal = at[probe - 1];
            if (probe < at.Count)
                differing = at[probe];
        }

        return differing;
    }

    private static async Task<IReadOnlyList<StateDigest>> AskAsync(
        DigestSource source, List<long> at, CancellationToken cancellationToken)
    {
        IReadOnlyList<StateDigest> answer = await source(at, cancellationToken).ConfigureAwait(false);
        return answer.Select(digest => digest.Sequence).SequenceEqual(at)
            ? answer
            : throw new InvalidOperationException($"The replay did not reach event {at[^1]}; it answered for {answer.Count} of {at.Count}.");
    }

    private static IEnumerable<string> Differing(StateDigest one, StateDigest other) =>
        one.Modules.Except(other.Modules).Concat(other.Modules.Except(one.Modules))
            .Select(digest => digest.Module)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);
}
