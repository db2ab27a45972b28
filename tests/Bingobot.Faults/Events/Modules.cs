using System.Collections.Immutable;
using System.Text.Json.Serialization.Metadata;
using Bingobot.Events;

namespace Bingobot.Faults.Events;

public sealed record CountersState(ImmutableSortedDictionary<string, int> Counts, int Rounds, int Reported, int NotReported, string Newest)
{
    public static readonly CountersState Empty = new(ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal), 0, 0, 0, "");
}

/// <summary>Counts; decides on every fourth, in two steps; reports in a lane for each partition, and now and then calls, which is not to be done twice.</summary>
public sealed class Counters : Module<CountersState>
{
    public const int Round = 4;

    /// <summary>The place of the second effect of a round, which is attempted once at most.</summary>
    public const int CallIndex = 1;
    public const string ModuleName = "counters";

    public override string Name => ModuleName;

    public override CountersState Empty => CountersState.Empty;

    public override JsonTypeInfo<CountersState> StateJson => HappeningsJson.Default.CountersState;

    /// <summary>The lane of the first effect of a round.</summary>
    public static string LaneOf(ulong partition) => $"lane-{partition}";

    /// <summary>Whether a round brings about a second effect, which has no lane.</summary>
    public static bool IsReportedTwice(Rounded e) => e.Count % (2 * Round) == 0;

    public override void Configure(IModuleBuilder<CountersState> module) => module
        .Apply(Happenings.Counted, (state, e, _) =>
            state with { Counts = state.Counts.SetItem(e.Name, state.Counts.GetValueOrDefault(e.Name) + 1), Newest = e.Text })
        .Apply(Happenings.Noted, (state, e, _) => state with { Newest = e.Text })
        .Decide(Happenings.Counted, (state, e, context) =>
        {
            int count = state.Counts[e.Name];
            if (count % Round != 0)
                return;
            context.Emit(Happenings.Rounded, new Rounded(context.NewId(), e.Name, count));
            context.Then(after => after.Emit(
                Happenings.Compared, new Compared(e.Name, after.StateOf<AlarmsState>(Alarms.ModuleName)!.Set.Count)));
        })
        .Apply(Happenings.Rounded, (state, _, _) => state with { Rounds = state.Rounds + 1 })
        .React(Happenings.Rounded, (_, e, context) =>
        {
            string lane = LaneOf(context.Partition);
            context.Do(Happenings.Report, new Report(context.Sequence, ModuleName, 0, lane), e.Id, lane);
            if (IsReportedTwice(e))
                context.Do(Happenings.Call, new Report(context.Sequence, ModuleName, CallIndex, ""), e.Id);
        })
        .Event(Happenings.Compared)
        .Apply(RuntimeEvents.EffectSucceeded, (state, e, _) => state with { Reported = state.Reported + 1, Newest = e.Effect })
        .Apply(RuntimeEvents.EffectFailed, (state, e, _) => state with { NotReported = state.NotReported + 1, Newest = e.Effect })
        .Apply(RuntimeEvents.EffectUnknown, (state, e, _) => state with { NotReported = state.NotReported + 1, Newest = e.Effect });
}

public sealed record AlarmsState(ImmutableSortedDictionary<string, long> Set, int Rung, int Reported)
{
    public static readonly AlarmsState Empty = new(ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal), 0, 0);
}

/// <summary>Timers that are set, set again, taken back, and set by what timers decided; each reports when it rings.</summary>
public sealed class Alarms : Module<AlarmsState>
{
    public const string ModuleName = "alarms";

    /// <summary>An alarm whose key begins with it sets another one when it rings.</summary>
    public const string Twice = "twice-";

    public override string Name => ModuleName;

    public override AlarmsState Empty => AlarmsState.Empty;

    public override JsonTypeInfo<AlarmsState> StateJson => HappeningsJson.Default.AlarmsState;

    /// <summary>What an alarm sets when it rings: key and milliseconds; null where it sets none.</summary>
    public static (string Key, int Milliseconds)? Following(string key) =>
        key.StartsWith(Twice, StringComparison.Ordinal) ? ("then-" + key[Twice.Length..], 7) : null;

    public override void Configure(IModuleBuilder<AlarmsState> module) => module
        .Apply(Happenings.AlarmSet, (state, e, context) => Set(state, e.Key, e.Milliseconds, context))
        .Apply(Happenings.AlarmCancelled, (state, e, context) =>
        {
            context.Cancel(e.Key);
            return state with { Set = state.Set.Remove(e.Key) };
        })
        .OnTimer((_, timer, context) => context.Emit(Happenings.AlarmRang, new AlarmRang(context.NewId(), timer.Key)))
        .Apply(Happenings.AlarmRang, (state, e, context) =>
        {
            AlarmsState next = state with { Set = state.Set.Remove(e.Key), Rung = state.Rung + 1 };
            return Following(e.Key) is { } following ? Set(next, following.Key, following.Milliseconds, context) : next;
        })
        .React(Happenings.AlarmRang, (_, e, context) =>
            context.Do(Happenings.Report, new Report(context.Sequence, ModuleName, 0, ""), e.Id))
        .Apply(RuntimeEvents.EffectSucceeded, (state, _, _) => state with { Reported = state.Reported + 1 });

    private static AlarmsState Set(AlarmsState state, string key, int milliseconds, IApplyContext context)
    {
        context.Schedule(key, context.Now.AddMilliseconds(milliseconds));
        return state with { Set = state.Set.SetItem(key, context.Sequence) };
    }
}

public sealed record ArrivalsState(long Count, long Sum, string Newest)
{
    public static readonly ArrivalsState Empty = new(0, 0, "");
}

/// <summary>Keeps what a source sent.</summary>
public sealed class Arrivals : Module<ArrivalsState>
{
    public const string ModuleName = "arrivals";

    public override string Name => ModuleName;

    public override ArrivalsState Empty => ArrivalsState.Empty;

    public override JsonTypeInfo<ArrivalsState> StateJson => HappeningsJson.Default.ArrivalsState;

    public override void Configure(IModuleBuilder<ArrivalsState> module) => module
        .Apply(Happenings.Arrived, (state, e, _) => new ArrivalsState(state.Count + 1, state.Sum + e.Position, e.Text));
}
