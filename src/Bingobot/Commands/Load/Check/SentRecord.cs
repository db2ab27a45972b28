using Bingobot.Sandbox;

namespace Bingobot.Commands.Load.Check;

/// <summary>What the sandbox says that it has sent and was asked to do, arranged for comparison. About 150 bytes an event.</summary>
internal sealed class SentRecord
{
    private readonly Dictionary<string, SentSession> _sessions = new(StringComparer.Ordinal);
    private readonly List<Wanted> _unheard = [];
    private readonly Dictionary<ulong, AskedInteraction> _interactions = [];
    private readonly HashSet<(ulong Channel, string Text)> _written = [];
    private long _ordinal;

    /// <summary>The sessions, by id.</summary>
    public IReadOnlyDictionary<string, SentSession> Sessions => _sessions;

    /// <summary>What happened while no session was there to hear of it.</summary>
    public IReadOnlyList<Wanted> Unheard => _unheard;

    /// <summary>All interactions, by id.</summary>
    public IReadOnlyDictionary<ulong, AskedInteraction> Interactions => _interactions;

    /// <summary>Messages, other than answers, that the bot wrote although it had written the same there before.</summary>
    public int WrittenTwice { get; private set; }

    /// <summary>Reads the sandbox's own record.</summary>
    public static SentRecord Of(IEnumerable<SandboxEntry> entries)
    {
        var record = new SentRecord();
        foreach (SandboxEntry entry in entries)
            record.Add(entry);
        return record;
    }

    private void Add(SandboxEntry entry)
    {
        _ordinal++;
        switch (entry)
        {
            case DispatchEntry dispatch:
                Add(dispatch);
                break;
            case AcknowledgementEntry acknowledged:
                AskedInteraction asked = Interaction(acknowledged.Interaction);
                asked.Acknowledged++;
                asked.IsDeferred |= acknowledged.IsDeferral;
                break;
            case AnswerEntry answer:
                Interaction(answer.Interaction).IsAnswered = true;
                break;
            case BotMessageEntry { Interaction: { } interaction }:
                Interaction(interaction).Messages++;
                break;
            case BotMessageEntry message:
                if (!_written.Add((message.Channel, message.Content)))
                    WrittenTwice++;
                break;
        }
    }

    private void Add(DispatchEntry dispatch)
    {
        if (KeyOf(dispatch) is not { } key)
            return;
        if (key.Kind == FactKind.Interaction)
            Interaction(key.Id);
        if (dispatch.Session is not { } id)
        {
            _unheard.Add(new Wanted(key, 0, _ordinal));
            return;
        }

        if (!_sessions.TryGetValue(id, out SentSession? session))
            _sessions[id] = session = new SentSession(id, _ordinal);
        session.Add(new Wanted(key, dispatch.Sequence, _ordinal));
    }

    private AskedInteraction Interaction(ulong id)
    {
        if (!_interactions.TryGetValue(id, out AskedInteraction? asked))
            _interactions[id] = asked = new AskedInteraction();
        return asked;
    }

    /// <summary>What the bot with the modules that ship records of a dispatch; null where that is nothing.</summary>
    private static FactKey? KeyOf(DispatchEntry dispatch) => dispatch switch
    {
        { Type: "READY" } => new FactKey(FactKind.Session, 0, 0, 0, 0),
        { Type: "GUILD_CREATE" } => new FactKey(FactKind.Guild, dispatch.Guild, 0, 0, 0),
        { Type: "MESSAGE_CREATE", ByBot: false } =>
            new FactKey(FactKind.Message, dispatch.Guild, dispatch.Id, dispatch.User, dispatch.Channel),
        { Type: "VOICE_STATE_UPDATE" } => new FactKey(FactKind.Voice, dispatch.Guild, 0, dispatch.User, dispatch.Channel),
        { Type: "INTERACTION_CREATE" } =>
            new FactKey(FactKind.Interaction, dispatch.Guild, dispatch.Id, dispatch.User, dispatch.Channel),
        _ => null,
    };
}
