using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Bingobot.Events.Tests.Samples;

public sealed record BallotOpened(string Id, string Question, int Minutes);

public sealed record BallotCast(string Id, string Voter, int Choice);

public sealed record BallotClosed(string Id, int Votes);

public sealed record Announce(string Text);

public sealed record OpenBallot(string Question, ImmutableSortedDictionary<string, int> Votes);

public sealed record BallotState(ImmutableSortedDictionary<string, OpenBallot> Open, int Announced)
{
    public static readonly BallotState Empty = new(ImmutableSortedDictionary<string, OpenBallot>.Empty, 0);
}

/// <summary>Ballots that close by timer and are announced: a module with every kind of function.</summary>
public sealed class Ballot(int version = 1) : Module<BallotState>
{
    public static readonly EventType<BallotOpened> Opened = new("BallotOpened", SampleJson.Default.BallotOpened);
    public static readonly EventType<BallotCast> Cast = new("BallotCast", SampleJson.Default.BallotCast);
    public static readonly EventType<BallotClosed> Closed = new("BallotClosed", SampleJson.Default.BallotClosed);
    public static readonly EffectType<Announce> Announcement = new("announce", SampleJson.Default.Announce);

    public override string Name => "ballot";

    public override int Version => version;

    public override BallotState Empty => BallotState.Empty;

    public override System.Text.Json.Serialization.Metadata.JsonTypeInfo<BallotState> StateJson => SampleJson.Default.BallotState;

    public override void Configure(IModuleBuilder<BallotState> module) => module
        .Apply(Opened, (state, e, context) =>
        {
            context.Schedule(e.Id, context.Now.AddMinutes(e.Minutes));
            return state with { Open = state.Open.SetItem(e.Id, new OpenBallot(e.Question, ImmutableSortedDictionary<string, int>.Empty)) };
        })
        .React(Opened, (_, e, context) => context.Do(Announcement, new Announce($"opened {e.Id}"), e.Id, "channel"))
        .Apply(Cast, (state, e, _) => state.Open.TryGetValue(e.Id, out OpenBallot? ballot)
            ? state with { Open = state.Open.SetItem(e.Id, ballot with { Votes = ballot.Votes.SetItem(e.Voter, e.Choice) }) }
            : state)
        .OnTimer((state, timer, context) =>
        {
            if (state.Open.TryGetValue(timer.Key, out OpenBallot? ballot))
                context.Emit(Closed, new BallotClosed(timer.Key, ballot.Votes.Count));
        })
        .Apply(Closed, (state, e, context) =>
        {
            context.Cancel(e.Id);
            return state with { Open = state.Open.Remove(e.Id) };
        })
        .React(Closed, (_, e, context) => context.Do(Announcement, new Announce($"closed {e.Id}: {e.Votes}"), e.Id, "channel"))
        .Apply(RuntimeEvents.EffectSucceeded, (state, _, _) => state with { Announced = state.Announced + 1 });
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BallotOpened))]
[JsonSerializable(typeof(BallotCast))]
[JsonSerializable(typeof(BallotClosed))]
[JsonSerializable(typeof(Announce))]
[JsonSerializable(typeof(BallotState))]
internal sealed partial class SampleJson : JsonSerializerContext;
