using Bingobot.Events;
using Bingobot.Framework;

namespace Bingobot.Dashboard;

/// <summary>What the status page shows; there from the first moment, filled as the bot starts. Thread-safe.</summary>
internal sealed class BotStatusSource
{
    private volatile IBot? _bot;
    private volatile EventStream? _stream;

    /// <summary>The connection, or null before there is a bot.</summary>
    public BotStatus? Bot => _bot?.Status;

    /// <summary>The newest durable state, or null before the stream is open.</summary>
    public StreamSnapshot? Snapshot => _stream?.Capture();

    /// <summary>The running stream, or null before it is open.</summary>
    public EventStream? Stream => _stream;

    public void Show(IBot bot) => _bot = bot;

    public void Show(EventStream stream) => _stream = stream;
}
