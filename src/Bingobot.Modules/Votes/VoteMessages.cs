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
        {
            context.Do(
                DiscordEffectTypes.MessageCreate,
                new MessageToCreate(vote.Channel, VoteText.Message(vote)),
                PostKey + vote.Id,
                DiscordEffectTypes.Lane(vote.Channel));
        }
    }

    /// <summary>A vote that changed while it was being posted.</summary>
    public static void Posted(VotesState state, EffectSucceeded e, IReactContext context)
    {
        if (e.Key.StartsWith(PostKey, StringComparison.Ordinal)
            && state.Find(e.Key[PostKey.Length..]) is { Result: not null } vote)
            Edit(vote, context);
    }

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
