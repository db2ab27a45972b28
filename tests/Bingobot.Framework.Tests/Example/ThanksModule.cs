using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Bingobot.Discord.Payloads;
using Bingobot.Events;
using Bingobot.Framework;

namespace Bingobot.Example;

// What happened. Past tense, immutable, its name in the stream stable for ever.
public sealed record UserThanked(Snowflake User, Snowflake By, string Reason);

// What is so. One state per guild, immutable, a function of the events.
public sealed record ThanksState(ImmutableSortedDictionary<Snowflake, int> Received)
{
    public static ThanksState Nobody { get; } = new(ImmutableSortedDictionary<Snowflake, int>.Empty);
}

public sealed class ThanksModule : BotModule<ThanksState>
{
    public static readonly EventType<UserThanked> UserThanked = new("UserThanked", ThanksJson.Default.UserThanked);

    public override string Name => "thanks";

    public override ThanksState Empty => ThanksState.Nobody;

    public override JsonTypeInfo<ThanksState> StateJson => ThanksJson.Default.ThanksState;

    protected override void Define(BotModuleBuilder<ThanksState> bot) => bot
        .Group("thanks", "Say thank you")
        .Command("thanks give", "Thank somebody", Give, options => options
            .User("user", "Whom", required: true)
            .Text("reason", "What for", maxLength: 200))
        .Command("thanks top", "Show who was thanked most", Top)
        .Component("too", Too)
        .Apply(UserThanked, (state, e, context) =>
            new ThanksState(state.Received.SetItem(e.User, state.Received.GetValueOrDefault(e.User) + 1)));

    // Decides: state + what somebody did → events and an answer, or an answer alone. Nothing else is known or done here.
    private static Decision<ThanksState> Give(ThanksState state, CommandInvocation invocation)
    {
        var user = invocation.Mentioned("user");
        if (user.Id == invocation.User)
            return Answer.Whisper("You cannot thank yourself. Thank somebody else.");
        return new Decision<ThanksState>()
            .Emit(UserThanked, new UserThanked(user.Id, invocation.User, invocation.TextOrNull("reason") ?? ""))
            .Answer(after => Answer.Reply(Card(after, user.Id)));
    }

    // The button's key tells all that is needed, so it works as long as its message stands.
    private static Decision<ThanksState> Too(ThanksState state, ComponentInvocation invocation)
    {
        var user = Snowflake.Parse(invocation.Key);
        if (user == invocation.User)
            return Answer.Whisper("You cannot thank yourself.");
        return new Decision<ThanksState>()
            .Emit(UserThanked, new UserThanked(user, invocation.User, ""))
            .Answer(after => Answer.Update(Card(after, user)));
    }

    private static Decision<ThanksState> Top(ThanksState state, CommandInvocation invocation)
    {
        var lines = state.Received.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).Take(10)
            .Select(pair => string.Create(CultureInfo.InvariantCulture, $"{Markdown.Mention(pair.Key)}: {pair.Value}"));
        return Answer.Whisper(state.Received.IsEmpty ? "Nobody was thanked yet." : string.Join('\n', lines));
    }

    private static MessageBody Card(ThanksState state, Snowflake user) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{Markdown.Mention(user)} was thanked {state.Received[user]} times."))
        {
            Rows = MessageBody.InRows([new Button(CustomId.Of("thanks", "too", user.ToString()), "Thank you too")]),
            Notify = [user],
        };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ThanksState))]
[JsonSerializable(typeof(UserThanked))]
internal sealed partial class ThanksJson : JsonSerializerContext;
