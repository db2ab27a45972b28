using Bingobot.Discord.Payloads;
using Bingobot.Events;
using Bingobot.Framework;

namespace Bingobot.Modules;

/// <summary>Keeps the message of a vote in step with the vote, however the answers to interactions fare.</summary>
internal static class VoteMessages
{
    /// <summary>Begins the key of the effect that posts a vote whose answer could not be given.</summary>
    public const string PostKey = "post/";

    private const string EditKey = "edit/";
    private const string ResultKey = "result/";

    /// <summary>The answer that opens a vote, from whichever module.</summary>
    public static Answer Opened(VotesState state, string vote, Speech speech) => state.Find(vote) is { } found
        ? Answer.Reply(VoteText.Message(found)) with { Key = vote, For = VotesModule.ModuleName }
        : Answer.Whisper(speech.Say(VoteSentences.Stopped));

    /// <summary>The answer to a press: the message with the new tallies.</summary>
    public static Answer Updated(VotesState state, string vote) =>
        Answer.Update(VoteText.Message(state.Find(vote)!)) with { Key = vote };

    /// <summary>The vote stands in this message; the first counts, later ones only change it.</summary>
    public static VotesState Placed(VotesState state, string id, Snowflake message) =>
        state.Find(id) is { Message: null } vote ? state.With(vote with { Message = message }) : state;

    public static void Closed(VotesState state, VoteClosed e, IReactContext context)
    {
        if (state.Find(e.Vote) is not { Result: not null } vote)
            return;
        Edit(vote, context);
        context.Do(
            DiscordEffectTypes.MessageCreate,
            new MessageToCreate(vote.Channel, VoteText.Announcement(vote)),
            ResultKey + vote.Id,
            DiscordEffectTypes.Lane(vote.Channel));
    }

    /// <summary>A vote that closed before its message was known is still shown with buttons there.</summary>
    public static void Delivered(VotesState state, AnswerDelivered e, IReactContext context)
    {
        if (e.Module == VotesModule.ModuleName && state.Find(e.Key) is { Result: not null } vote)
            Edit(vote, context);
    }

    /// <summary>
    /// A vote that nobody can see is posted; one whose message missed a press is brought up to date. Where it is not
    /// certain that nobody sees it, it is not posted again: the first press on it tells its message.
    /// </summary>
    public static void Undeliverable(VotesState state, AnswerUndeliverable e, IReactContext context)
    {
        if (e.Module != VotesModule.ModuleName || state.Find(e.Key) is not { } vote)
            return;
        if (vote.Message is not null)
            Edit(vote, context);
        else if (e.Certain && vote.Result is null)
            Post(vote, context);
    }

    /// <summary>
    /// A guild as it is, after a time in which nobody told what happened: the messages of its open votes may have been changed or
    /// deleted.
    /// </summary>
    public static void Recheck(VotesState state, GuildAvailable e, IDecideContext context)
    {
        string[] placed = [.. state.Open.Values.Where(vote => vote.Message is not null).Select(vote => vote.Id)];
        if (placed.Length > 0)
            context.Emit(VoteEvents.VotesRechecked, new VotesRechecked(placed));
    }

    /// <summary>To write a message once more as it should be finds out whether it is there.</summary>
    public static void Rechecked(VotesState state, VotesRechecked e, IReactContext context)
    {
        foreach (var id in e.Votes)
        {
            if (state.Find(id) is { Result: null } vote)
                Edit(vote, context);
        }
    }

    /// <summary>The message of an open vote that Discord does not let be changed is of no use.</summary>
    public static void NotEdited(VotesState state, EffectFailed e, IDecideContext context)
    {
        if (e.Key.StartsWith(EditKey, StringComparison.Ordinal)
            && state.Find(e.Key[EditKey.Length..]) is { Result: null, Message: { } message } vote)
            context.Emit(VoteEvents.VoteMessageLost, new VoteMessageLost(vote.Id, message));
    }

    public static VotesState Unplaced(VotesState state, VoteMessageLost e) =>
        state.Find(e.Vote) is { Result: null } vote && vote.Message == e.Message ? state.With(vote with { Message = null }) : state;

    public static void Lost(VotesState state, VoteMessageLost e, IReactContext context)
    {
        if (state.Find(e.Vote) is { Result: null, Message: null } vote)
            Post(vote, context);
    }

    /// <summary>A vote that changed while it was being posted.</summary>
    public static void Posted(VotesState state, EffectSucceeded e, IReactContext context)
    {
        if (e.Key.StartsWith(PostKey, StringComparison.Ordinal)
            && state.Find(e.Key[PostKey.Length..]) is { Result: not null } vote)
            Edit(vote, context);
    }

    private static void Post(Vote vote, IReactContext context) => context.Do(
        DiscordEffectTypes.MessageCreate,
        new MessageToCreate(vote.Channel, VoteText.Message(vote)),
        PostKey + vote.Id,
        DiscordEffectTypes.Lane(vote.Channel));

    private static void Edit(Vote vote, IReactContext context)
    {
        if (vote.Message is not { } message)
            return;
        context.Do(
            DiscordEffectTypes.MessageEdit,
            new MessageToEdit(vote.Channel, message, VoteText.Message(vote)),
            EditKey + vote.Id,
            DiscordEffectTypes.Lane(message));
    }
}
