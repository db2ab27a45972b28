using System.Text.Json.Serialization.Metadata;

namespace Bingobot.Events.Tests.Samples;

/// <summary>Decides on another module's events and state: every third ballot is asked again in another form.</summary>
public sealed class Ballots : Module<Words>
{
    public override string Name => "ballots";

    public override Words Empty => Words.None;

    public override JsonTypeInfo<Words> StateJson => WordsJson.Default.Words;

    public override void Configure(IModuleBuilder<Words> module) => module
        .Apply(Ballot.Closed, (state, e, context) =>
        {
            if (state.List.Count % 2 == 0)
                context.Schedule("remind " + e.Id, context.Now.AddMinutes(7));
            return state.Add($"{e.Id} {e.Votes} {context.Sequence}");
        })
        .Decide(Ballot.Closed, (state, e, context) =>
        {
            if (state.List.Count % 3 == 0 && context.StateOf<BallotState>("ballot")!.Open.Count < 4)
                context.Emit(Ballot.Opened, new BallotOpened("again-" + context.NewId(), e.Id, 15));
        })
        .OnTimer((_, timer, context) => context.Emit(Lambda.Said, new Said(timer.Key)))
        .Apply(Lambda.Said, (state, e, _) => state.Add(e.Text))
        .React(Lambda.Said, (_, e, context) => context.Do(Lambda.Deed, new Deed(e.Text), e.Text));
}
