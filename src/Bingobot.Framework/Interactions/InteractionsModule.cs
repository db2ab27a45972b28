using System.Collections.Immutable;
using System.Text.Json.Serialization.Metadata;
using Bingobot.Discord.Payloads;
using Bingobot.Events;

namespace Bingobot.Framework;

/// <summary>The answers of one guild that have a key and whose fate is not known yet, by interaction.</summary>
internal sealed record InteractionsState(ImmutableSortedDictionary<Snowflake, OpenAnswer> Open)
{
    public static InteractionsState Empty { get; } = new(ImmutableSortedDictionary<Snowflake, OpenAnswer>.Empty);
}

/// <summary>An answer whose fate is not known yet.</summary>
internal sealed record OpenAnswer(string Module, string Key, Snowflake Channel);

/// <summary>
/// Leads interactions to the modules' handlers, records their answers, derives the effects that give them, and tells the
/// modules what became of these.
/// </summary>
internal sealed class InteractionsModule(IReadOnlyList<IBotModule> modules) : Module<InteractionsState>
{
    private readonly Router _router = new(new RouteTable(modules), new Admission(modules));

    public override string Name => "interactions";

    public override InteractionsState Empty => InteractionsState.Empty;

    public override JsonTypeInfo<InteractionsState> StateJson => FrameworkJson.Default.InteractionsState;

    public override void Configure(IModuleBuilder<InteractionsState> module) => module
        .Decide(FrameworkEvents.InteractionReceived, (_, fact, context) => _router.Answer(fact, context))
        .Apply(FrameworkEvents.InteractionAnswered, static (state, answered, _) => answered.Answer.Key.Length == 0
            ? state
            : state with { Open = state.Open.SetItem(answered.Interaction, Opened(answered)) })
        .React(FrameworkEvents.InteractionAnswered, Respond)
        .Apply(FrameworkEvents.AnswerDelivered, static (state, e, _) => Settled(state, e.Interaction))
        .Apply(FrameworkEvents.AnswerUndeliverable, static (state, e, _) => Settled(state, e.Interaction))
        .Decide(RuntimeEvents.EffectSucceeded, Delivered)
        .Decide(RuntimeEvents.EffectFailed, static (state, e, context) =>
            Undelivered(state, e.Key, certain: true, e.Reason, context))
        .Decide(RuntimeEvents.EffectUnknown, static (state, e, context) =>
            Undelivered(state, e.Key, certain: false, e.Reason, context));

    private static OpenAnswer Opened(InteractionAnswered answered) =>
        new(answered.Answer.For ?? answered.Module, answered.Answer.Key, answered.Channel);

    private static InteractionsState Settled(InteractionsState state, Snowflake interaction) =>
        state with { Open = state.Open.Remove(interaction) };

    /// <summary>Changes of one message keep their order, or the last tally shown might be an old one.</summary>
    private static void Respond(InteractionsState state, InteractionAnswered answered, IReactContext context)
    {
        var lane = answered is { Answer.Kind: AnswerKind.Update, Message: { } message }
            ? DiscordEffectTypes.Lane(message)
            : "";
        context.Do(DiscordEffectTypes.InteractionRespond, answered, answered.Interaction.ToString(), lane);
    }

    private static void Delivered(InteractionsState state, EffectSucceeded e, IDecideContext context)
    {
        if (Find(state, e.Key) is not var (interaction, open))
            return;
        context.Emit(FrameworkEvents.AnswerDelivered, new AnswerDelivered(
            interaction, open.Module, open.Key, open.Channel, PlacedMessage.Of(e)?.Message));
    }

    private static void Undelivered(
        InteractionsState state, string key, bool certain, string reason, IDecideContext context)
    {
        if (Find(state, key) is not var (interaction, open))
            return;
        context.Emit(FrameworkEvents.AnswerUndeliverable, new AnswerUndeliverable(
            interaction, open.Module, open.Key, open.Channel, certain, reason));
    }

    private static (Snowflake Interaction, OpenAnswer Open)? Find(InteractionsState state, string key) =>
        Snowflake.TryParse(key, out var interaction) && state.Open.TryGetValue(interaction, out var open)
            ? (interaction, open)
            : null;
}
