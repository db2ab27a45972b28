namespace Bingobot.Sandbox;

/// <summary>Voting and ending inside a transaction, whoever does it.</summary>
internal static class PollWriting
{
    /// <summary>Somebody chooses answers: those that were chosen before are taken back.</summary>
    /// <exception cref="RestException">400: it has ended (520001), or not these answers; 404: no poll.</exception>
    public static void Vote(Transaction transaction, Message message, ulong userId, IReadOnlyCollection<int> answers)
    {
        if (message.Poll is not { } poll)
            throw RestException.UnknownMessage();
        if (poll.IsFinal || poll.ExpiresAt <= transaction.At)
            throw RestException.PollExpired();
        if ((answers.Count > 1 && !poll.Multiselect) || answers.Any(id => poll.Answers.All(answer => answer.Id != id)))
        {
            FormErrors errors = new();
            errors.NotAmong("answer_ids", string.Join(", ", poll.Answers.Select(answer => answer.Id)));
            throw errors.ToException();
        }

        foreach (PollAnswer answer in poll.Answers)
        {
            bool had = poll.Votes.GetValueOrDefault(answer.Id, []).Contains(userId);
            bool has = answers.Contains(answer.Id);
            if (had != has)
                transaction.Do(new PollVoteSet(message.ChannelId, message.Id, userId, answer.Id, has) { At = transaction.At });
        }
    }

    /// <summary>Nobody can vote any more; what came of it is told by a message
    /// (<see href="https://docs.discord.com/developers/resources/message#message-reference-content-attribution-poll-result-messages"/>).</summary>
    public static Message End(Transaction transaction, Message message)
    {
        transaction.Do(new PollEnded(message.ChannelId, message.Id) { At = transaction.At });
        Message ended = transaction.World.FindMessage(message.ChannelId, message.Id)!;
        transaction.Do(new MessageCreated(new Message
        {
            Id = transaction.NewId(),
            ChannelId = message.ChannelId,
            GuildId = message.GuildId,
            AuthorId = message.AuthorId,
            WebhookName = message.WebhookName,
            Type = Message.TypePollResult,
            About = new MessageReference(message.ChannelId, message.Id),
            Mentions = new AllowedMentions(false, false, false, RepliedUser: true),
            RepliedTo = message.WebhookName is null ? message.AuthorId : null,
            Embeds = PollResult.Embeds(ended.Poll!),
            SentReal = transaction.RealAt,
        })
        {
            At = transaction.At,
        });
        return ended;
    }
}
