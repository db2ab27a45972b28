using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Bingobot.Discord.Payloads;
using Bingobot.Events;
using Bingobot.Events.Testing;
using Bingobot.Framework.Tests.Support;

namespace Bingobot.Framework.Tests.Interactions;

public sealed class RouterTests
{
    private const ulong Guild = 7;
    private static readonly Snowflake Ada = new(1);
    private static readonly Snowflake Barred = new(13);

    [Theory]
    [InlineData("nonsense", "no command `/nonsense`")]
    [InlineData("probe", "no command `/probe`")]
    public async Task Command_OfNoModule_IsAnsweredWithThoseThereAre(string command, string text)
    {
        var answered = await AnswerAsync(Fact.Command(Ada, command));

        Assert.True(answered.Answer.Private);
        Assert.Contains(text, answered.Answer.Body.Text, StringComparison.Ordinal);
        Assert.Contains("`/probe count`", answered.Answer.Body.Text, StringComparison.Ordinal);
        Assert.Null(answered.Fault);
    }

    [Theory]
    [InlineData("gone:kind:key")]
    [InlineData("probe:gone:key")]
    [InlineData("nonsense")]
    [InlineData("")]
    public async Task Component_OfNoModule_IsAnswered(string customId)
    {
        var answered = await AnswerAsync(Fact.Press(Ada, customId));

        Assert.Contains("does not know this button", answered.Answer.Body.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Interaction_OfAnUnknownKind_IsAnswered() => Assert.Contains(
        "kind of interaction", (await AnswerAsync(Fact.New(Ada))).Answer.Body.Text, StringComparison.Ordinal);

    [Fact]
    public async Task Interaction_OutsideAGuild_IsAnswered() => Assert.Contains(
        "in a server only", (await AnswerAsync(Fact.Command(Ada, "probe count"), guild: 0)).Answer.Body.Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("probe count")]
    [InlineData("nonsense")]
    public async Task Command_OfABarredUser_IsAnsweredWithTheReason(string command)
    {
        await using var stream = await StartAsync();

        await stream.PublishAsync(Guild, Fact.Command(Barred, command));

        var answered = stream.EventsOf(FrameworkEvents.InteractionAnswered).Single();
        Assert.Equal("You are barred.", answered.Answer.Body.Text);
        Assert.Equal(0, stream.StateOf<ProbeState>("probe", Guild).Count);
    }

    [Fact]
    public async Task Command_ThatEmits_IsAnsweredByTheStateAfterwards()
    {
        await using var stream = await StartAsync();

        await stream.PublishAsync(Guild, Fact.Command(Ada, "probe count"));
        await stream.PublishAsync(Guild, Fact.Command(Ada, "probe count"));

        Assert.Equal(["1", "2"], stream.EventsOf(FrameworkEvents.InteractionAnswered).Select(a => a.Answer.Body.Text));
        Assert.Equal(2, stream.StateOf<ProbeState>("probe", Guild).Count);
    }

    [Fact]
    public async Task Handler_ThatThrows_IsAnsweredAndTheCauseRecordedAndTheModuleGoesOn()
    {
        await using var stream = await StartAsync();

        await stream.PublishAsync(Guild, Fact.Command(Ada, "probe throw"));
        await stream.PublishAsync(Guild, Fact.Command(Ada, "probe count"));

        var answers = stream.EventsOf(FrameworkEvents.InteractionAnswered);
        Assert.Contains("Nothing was changed", answers[0].Answer.Body.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("poison", answers[0].Answer.Body.Text, StringComparison.Ordinal);
        Assert.Equal("InvalidOperationException: poison", answers[0].Fault);
        Assert.Equal("1", answers[1].Answer.Body.Text);
    }

    [Theory]
    [InlineData("probe badanswer", 1)]
    [InlineData("probe toolong", 1)]
    [InlineData("probe undeclared", 0)]
    public async Task Handler_WhoseAnswerOrEventsCannotBe_IsAnsweredAllTheSame(string command, int count)
    {
        await using var stream = await StartAsync();

        await stream.PublishAsync(Guild, Fact.Command(Ada, command));

        var answered = stream.EventsOf(FrameworkEvents.InteractionAnswered).Single();
        Assert.Contains("Something went wrong", answered.Answer.Body.Text, StringComparison.Ordinal);
        Assert.NotNull(answered.Fault);
        Assert.Equal(count, stream.StateOf<ProbeState>("probe", Guild).Count);
        Assert.Equal(1 - count, stream.EventsOf(RuntimeEvents.DecisionFailed).Count);
    }

    [Theory]
    [InlineData("name", ApplicationCommandOptionType.Text, "much too long", "at most 5 characters; yours has 13")]
    [InlineData("name", ApplicationCommandOptionType.Text, "", "at least 1 character;")]
    [InlineData("name", ApplicationCommandOptionType.Flag, "true", "another kind")]
    [InlineData("size", ApplicationCommandOptionType.WholeNumber, "11", "from 1 to 10")]
    [InlineData("size", ApplicationCommandOptionType.WholeNumber, "1.5", "whole number")]
    [InlineData("size", ApplicationCommandOptionType.WholeNumber, "99999999999999999999", "whole number")]
    [InlineData("kind", ApplicationCommandOptionType.Text, "c", "one of `a`, `b`")]
    [InlineData("rate", ApplicationCommandOptionType.Number, "2", "one of `half`, `whole`")]
    [InlineData("rate", ApplicationCommandOptionType.Number, "half", "one of `half`, `whole`")]
    [InlineData("level", ApplicationCommandOptionType.WholeNumber, "2", "one of `low`, `high`")]
    [InlineData("who", ApplicationCommandOptionType.User, "ada", "chosen from the list")]
    [InlineData("flag", ApplicationCommandOptionType.Flag, "maybe", "true or false")]
    [InlineData("other", ApplicationCommandOptionType.Text, "x", "no option `other`")]
    public async Task Option_ThatDoesNotFitItsDeclaration_IsAnsweredWithWhatIsAllowed(
        string name, ApplicationCommandOptionType type, string value, string text)
    {
        OptionValue[] options = [Fact.Text("name", "n"), new(name, type, value)];

        var answered = await AnswerAsync(Fact.Command(Ada, "probe options", [.. options.GroupBy(o => o.Name).Select(g => g.Last())]));

        Assert.Contains(text, answered.Answer.Body.Text, StringComparison.Ordinal);
        Assert.Null(answered.Fault);
    }

    [Theory]
    [InlineData("rate", ApplicationCommandOptionType.Number, "0.5")]
    [InlineData("rate", ApplicationCommandOptionType.Number, "0.50")]
    [InlineData("rate", ApplicationCommandOptionType.Number, "1")]
    [InlineData("rate", ApplicationCommandOptionType.Number, "1.0")]
    [InlineData("level", ApplicationCommandOptionType.WholeNumber, "10")]
    [InlineData("kind", ApplicationCommandOptionType.Text, "b")]
    public async Task Option_ThatIsAChoiceHoweverItIsWritten_IsTaken(string name, ApplicationCommandOptionType type, string value)
    {
        var answered = await AnswerAsync(Fact.Command(Ada, "probe options", Fact.Text("name", "n"), new OptionValue(name, type, value)));

        Assert.Equal("fine", answered.Answer.Body.Text);
    }

    [Fact]
    public async Task Option_ThatIsRequiredAndMissing_IsAnsweredWithWhatItIs() => Assert.Contains(
        "`name` is missing: A name.",
        (await AnswerAsync(Fact.Command(Ada, "probe options"))).Answer.Body.Text,
        StringComparison.Ordinal);

    [Fact]
    public async Task Answer_WithAKey_IsFollowedByItsFate()
    {
        await using var stream = await StartAsync();
        stream.Effects.Answer = effect => (
            stream.Effects.Executed.Count == 1
                ? new EffectOutcome.Succeeded("""{"channel":"500","message":"4711"}"""u8.ToArray())
                : new EffectOutcome.Failed("no"));

        await stream.PublishAsync(Guild, Fact.Command(Ada, "probe keyed"));
        await stream.PublishAsync(Guild, Fact.Command(Ada, "probe keyed"));

        var delivered = stream.EventsOf(FrameworkEvents.AnswerDelivered).Single();
        Assert.Equal(("probe", "k", new Snowflake(4711)), (delivered.Module, delivered.Key, delivered.Message!.Value));
        var lost = stream.EventsOf(FrameworkEvents.AnswerUndeliverable).Single();
        Assert.Equal(("probe", "k", true, "no"), (lost.Module, lost.Key, lost.Certain, lost.Reason));
        Assert.Empty(stream.StateOf<InteractionsState>("interactions", Guild).Open);
        await stream.CheckReplayAsync();
    }

    [Fact]
    public void Modules_ThatDeclareTheSameCommand_AreRefused() => Assert.Contains(
        "'probe' is declared by 'probe' and 'probe'",
        Assert.Throws<ArgumentException>(() => Bot.ModulesOf([new ProbeModule(), new ProbeModule()])).Message,
        StringComparison.Ordinal);

    private static Task<TestStream> StartAsync() => TestStream.StartAsync(() => Bot.ModulesOf([new ProbeModule()]));

    private static async Task<InteractionAnswered> AnswerAsync(InteractionReceived fact, ulong guild = Guild)
    {
        await using var stream = await StartAsync();
        await stream.PublishAsync(guild, fact);
        return stream.EventsOf(FrameworkEvents.InteractionAnswered).Single();
    }
}

internal sealed record ProbeState(int Count)
{
    public static ProbeState Zero { get; } = new(0);
}

internal sealed record Counted;

internal sealed class ProbeModule : BotModule<ProbeState>
{
    private static readonly EventType<Counted> Happened = new("Counted", ProbeJson.Default.Counted);
    private static readonly EventType<ProbeState> Undeclared = new("Undeclared", ProbeJson.Default.ProbeState);

    public override string Name => "probe";

    public override ProbeState Empty => ProbeState.Zero;

    public override JsonTypeInfo<ProbeState> StateJson => ProbeJson.Default.ProbeState;

    protected override void Define(BotModuleBuilder<ProbeState> bot) => bot
        .Group("probe", "Probes")
        .Command("probe count", "Counts", (_, _) =>
            Count().Answer(after => Answer.Whisper(after.Count.ToString(CultureInfo.InvariantCulture))))
        .Command("probe throw", "Throws", (_, _) => throw new InvalidOperationException("poison"))
        .Command("probe badanswer", "Throws late", (_, _) => Count().Answer(_ => throw new InvalidOperationException("late")))
        .Command("probe toolong", "Says too much", (_, _) => Count().Answer(_ => Answer.Whisper(new string('x', 2001))))
        .Command("probe undeclared", "Emits what nobody declared", (_, _) => Count().Emit(Undeclared, ProbeState.Zero))
        .Command("probe keyed", "Wants to know", (_, _) => Answer.Whisper("keyed") with { Key = "k" })
        .Command("probe options", "Has options", (_, _) => Answer.Whisper("fine"), static options => options
            .Text("name", "A name", required: true, minLength: 1, maxLength: 5)
            .WholeNumber("size", "A size", min: 1, max: 10)
            .Text("kind", "A kind", choices: ["a", "b"])
            .Number("rate", "A rate", choices: [("half", 0.5), ("whole", 1)])
            .WholeNumber("level", "A level", choices: [("low", 1), ("high", 10)])
            .User("who", "A user")
            .Flag("flag", "A flag"))
        .Gate((_, user) => user == new Snowflake(13) ? "You are barred." : null)
        .Apply(Happened, static (state, _, _) => new ProbeState(state.Count + 1));

    private static Decision<ProbeState> Count() => new Decision<ProbeState>().Emit(Happened, new Counted());
}

[JsonSerializable(typeof(ProbeState))]
[JsonSerializable(typeof(Counted))]
internal sealed partial class ProbeJson : JsonSerializerContext;
