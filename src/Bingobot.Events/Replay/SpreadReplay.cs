using System.Collections.Immutable;

namespace Bingobot.Events;

/// <summary>
/// Replays by partition on several cores: this thread reads and hands copies of the events to workers, each of which has
/// its own forks of the modules for its partitions. What concerns all goes to every worker, in order.
/// </summary>
/// <remarks>
/// A module that is stopped is stopped for all partitions at that event, and the others may be ahead of it: then nothing of
/// this counts, and the caller replays on one core. So it does where a result is recorded in another partition than its effect.
/// </remarks>
internal sealed class SpreadReplay(Machine machine, int workers)
{
    private const int MostUnmatched = 100_000;

    private readonly SnapshotStream _begin = new(machine.StreamId, machine.Sequence, machine.Time, machine.CaptureCursors());

    /// <summary>Replays up to an event.</summary>
    /// <returns>Whether it counts. If not, the machine is as it was.</returns>
    public bool TryRun(Replayer replayer, long last, CancellationToken cancellationToken)
    {
        var all = new List<ReplayWorker>();
        bool counts = false;
        try
        {
            foreach (IReadOnlyList<ModuleRunner> forks in Fork())
                all.Add(ReplayWorker.Of(machine, forks));
            ReplayWorker[] to = [.. all];
            EventVisitor hand = (in EventView e) =>
            {
                Hand(e, to);
                return (e.Sequence & 1023) != 0 || !Array.Exists(to, worker => worker.IsOver);
            };
            replayer.Visit(machine.Sequence, last, hand, cancellationToken);
            foreach (ReplayWorker worker in to)
                worker.Finish();
            counts = !Array.Exists(to, worker => worker.IsOver || worker.Machine.Unmatched!.Count >= MostUnmatched)
                && !HasStrayResult(to);
            if (counts)
                Merge(to);
            return counts;
        }
        finally
        {
            foreach (ReplayWorker worker in all)
                worker.Dispose();
            if (!counts)
                machine.Restore(_begin);
        }
    }

    private void Hand(in EventView e, ReplayWorker[] to)
    {
        machine.Note(e);
        if (machine.TypeOf(e) is not { } type)
            return;
        ReplayWorker owner = to[WorkerOf(e.Partition)];
        owner.Add(e, type.Index, isNoted: false);
        if (!machine.ConcernsAll(type))
            return;
        foreach (ReplayWorker worker in to)
        {
            if (worker != owner)
                worker.Add(e, type.Index, isNoted: true);
        }
    }

    private int WorkerOf(ulong partition)
    {
        const ulong Golden = 0x9E37_79B9_7F4A_7C15;
        return (int)((partition * Golden >> 33) % (ulong)workers);
    }

    /// <summary>The modules once for each worker, each with what belongs to its partitions.</summary>
    private List<List<ModuleRunner>> Fork()
    {
        var forks = new List<List<ModuleRunner>>();
        for (int i = 0; i < workers; i++)
            forks.Add([]);
        foreach (ModuleRunner module in machine.Modules)
        {
            ModuleSnapshot whole = module.Capture();
            ILookup<int, KeyValuePair<ulong, object>> states = whole.States.ToLookup(state => WorkerOf(state.Key));
            ILookup<int, DurableTimer> timers = whole.Timers.ToLookup(timer => WorkerOf(timer.Partition));
            var effects = whole.Effects.ToLookup(effect => WorkerOf(effect.Value.Partition));
            for (int i = 0; i < workers; i++)
            {
                ModuleRunner fork = module.Fork();
                fork.Restore(
                    whole with
                    {
                        States = ImmutableSortedDictionary.CreateRange(states[i]),
                        Timers = ImmutableSortedSet.CreateRange(DueOrder.Instance, timers[i]),
                        Effects = ImmutableSortedDictionary.CreateRange(effects[i]),
                        Superseded = i == 0 ? whole.Superseded : whole.Superseded.Clear(),
                    },
                    module);
                forks[i].Add(fork);
            }
        }

        return forks;
    }

    private static bool HasStrayResult(ReplayWorker[] workers) => workers.Any(worker => worker.Machine.Unmatched!.Any(result =>
        workers.Any(other => other.Machine.Modules.First(module => module.Name == result.Module).Effects.Knows(result.Effect))));

    private void Merge(ReplayWorker[] workers)
    {
        machine.Restore(new SnapshotStream(
            workers[0].Machine.StreamId, machine.Sequence, machine.Time, machine.CaptureCursors()));
        for (int i = 0; i < machine.Modules.Count; i++)
        {
            ModuleSnapshot[] parts = [.. workers.Select(worker => worker.Machine.Modules[i].Capture())];
            ModuleRunner module = machine.Modules[i];
            module.Restore(
                parts[0] with
                {
                    States = ImmutableSortedDictionary.CreateRange(parts.SelectMany(part => part.States)),
                    Timers = ImmutableSortedSet.CreateRange(DueOrder.Instance, parts.SelectMany(part => part.Timers)),
                    Effects = ImmutableSortedDictionary.CreateRange(parts.SelectMany(part => part.Effects)),
                    Superseded = ImmutableSortedSet.CreateRange(StringComparer.Ordinal, parts.SelectMany(part => part.Superseded)),
                },
                module);
        }
    }
}
