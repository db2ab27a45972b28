namespace Bingobot.Sandbox;

/// <summary>
/// What a sandbox has done, told by its journal: every dispatch that each session was given, in order, and what the bot asked for.
/// The sandbox decides by the same function what it sends, so this is its own account and needs no look at what it did meanwhile.
/// </summary>
public static class SandboxRecord
{
    private const int DeferredReply = 5;
    private const int DeferredUpdate = 6;

    /// <summary>Reads the journal, entry by entry; it holds one world in memory, as the running sandbox does.</summary>
    /// <param name="journal">Of a sandbox that is not running.</param>
    /// <exception cref="InvalidDataException">The journal has an entry that cannot be read.</exception>
    public static IEnumerable<SandboxEntry> Read(ISandboxJournal journal)
    {
        ArgumentNullException.ThrowIfNull(journal);
        foreach (ReplayStep step in JournalReplay.Read(journal))
        {
            var time = DateTimeOffset.FromUnixTimeMilliseconds(step.Op.At);
            if (ByBot(step.After, step.Op, time) is { } byBot)
                yield return byBot;
            if (step.Op is InteractionAcknowledged { Type: DeferredUpdate } silent)
                yield return new AnswerEntry(time, silent.Id);
            foreach (DispatchEntry entry in SentDispatches.Of(step, time))
                yield return entry;
            foreach (string session in step.Before.Sessions.Keys.Where(id => !step.After.Sessions.ContainsKey(id)))
                yield return new SessionEndEntry(time, session);
        }
    }

    private static SandboxEntry? ByBot(World world, Op op, DateTimeOffset time) => op switch
    {
        InteractionAcknowledged acknowledged => new AcknowledgementEntry(time, acknowledged.Id, acknowledged.Type is DeferredReply),
        InteractionAnswered answered => new AnswerEntry(time, answered.Id),
        MessageCreated { Message: var message } when message.AuthorId == world.App.BotId => new BotMessageEntry(
            time, message.ChannelId, message.Id, message.Invocation?.InteractionId, message.Nonce, message.Content),
        _ => null,
    };
}
