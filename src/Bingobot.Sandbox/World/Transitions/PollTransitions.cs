namespace Bingobot.Sandbox;

/// <summary>Votes in polls, and their end.</summary>
internal static partial class Transitions
{
    private static World Apply(World world, PollVoteSet op)
    {
        if (world.FindMessage(op.ChannelId, op.MessageId) is not { Poll: { } poll } message)
            return world;
        Poll voted = poll.WithVote(op.AnswerId, op.UserId, op.Present);
        if (ReferenceEquals(voted, poll))
            return world;
        world = SetMessage(world, message with { Poll = voted });
        return EmitIn(
            world,
            world.Channels[op.ChannelId],
            op.Present ? "MESSAGE_POLL_VOTE_ADD" : "MESSAGE_POLL_VOTE_REMOVE",
            Intents.GuildMessagePolls,
            _ => Json.Bytes(w =>
            {
                w.WriteStartObject();
                w.Id("user_id", op.UserId);
                w.Id("channel_id", op.ChannelId);
                w.Id("message_id", op.MessageId);
                w.GuildId(message.GuildId);
                w.WriteNumber("answer_id", op.AnswerId);
                w.WriteEndObject();
            }));
    }

    private static World Apply(World world, PollEnded op)
    {
        if (world.FindMessage(op.ChannelId, op.MessageId) is not { Poll: { IsFinal: false } poll } message)
            return world;
        Poll ended = poll with { IsFinal = true, ExpiresAt = Math.Min(poll.ExpiresAt, op.At) };
        message = message with { Poll = ended };
        world = SetMessage(world, message) with { OpenPolls = world.OpenPolls.Remove(message.Id) };
        return EmitMessage(world, "MESSAGE_UPDATE", message);
    }

    private static World OpenPoll(World world, Message message) => message.Poll is { IsFinal: false }
        ? world with { OpenPolls = world.OpenPolls.SetItem(message.Id, message.ChannelId) }
        : world;
}
