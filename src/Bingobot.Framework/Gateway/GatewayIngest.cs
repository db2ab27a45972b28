using Bingobot.Discord.Gateway;
using Bingobot.Events;
using Microsoft.Extensions.Logging;

namespace Bingobot.Framework;

/// <summary>
/// Feeds the stream with the gateway's dispatches. The gateway delivers the next one when this one is durable, so that a
/// slow disk holds Discord back instead of filling the memory.
/// </summary>
internal sealed partial class GatewayIngest(
    IEventIngest ingest, DispatchReader reader, Deferrals deferrals, string source, int cursorEvery, TimeProvider clock, ILogger logger)
{
    /// <summary>How long the cursor may stay behind while unwanted dispatches come in.</summary>
    private static readonly TimeSpan CursorInterval = TimeSpan.FromMinutes(5);

    private Cursor? _last;
    private int _unrecorded;
    private long _recordedAt = clock.GetTimestamp();

    /// <summary>The position that heartbeats report and that the next session starts after.</summary>
    public GatewayPosition? Durable() => ingest.DurableCursor(source) is { } cursor
        ? new GatewayPosition(cursor.Session, cursor.Endpoint, cursor.Position)
        : null;

    /// <summary>Records the dispatch, or its position from time to time.</summary>
    public async ValueTask OnDispatchAsync(GatewayDispatch dispatch, CancellationToken cancellationToken)
    {
        var fact = Read(dispatch);
        if (fact is GatewayFact.Typed<InteractionReceived> interaction)
            deferrals.Track(interaction.Value);
        var cursor = ToCursor(dispatch.Position);
        if (fact is not null)
        {
            await fact.IngestAsync(ingest, cursor, cancellationToken);
            Recorded(cursor);
        }
        else if (++_unrecorded >= cursorEvery || clock.GetElapsedTime(_recordedAt) >= CursorInterval)
        {
            await ingest.AdvanceAsync(cursor, cancellationToken);
            Recorded(cursor);
        }
        else
        {
            _last = cursor;
        }
    }

    /// <summary>Makes the last position durable, so that nothing is sent again.</summary>
    public async ValueTask FinishAsync(CancellationToken cancellationToken)
    {
        if (_last is { } last)
            await ingest.AdvanceAsync(last, cancellationToken);
    }

    private void Recorded(Cursor cursor)
    {
        _last = cursor;
        _unrecorded = 0;
        _recordedAt = clock.GetTimestamp();
    }

    /// <summary>
    /// A dispatch that cannot be read would come again after every restart, so whatever reading it throws leaves it out.
    /// </summary>
    private GatewayFact? Read(GatewayDispatch dispatch)
    {
        try
        {
            return reader.Read(dispatch.Type, dispatch.Data.Span, dispatch.LostSession?.SessionId);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            LogMalformed(dispatch.Type, dispatch.Position.Sequence, e.Message);
            return null;
        }
    }

    private Cursor ToCursor(GatewayPosition position) =>
        new(source, position.SessionId, position.ResumeUrl, position.Sequence);

    [LoggerMessage(EventId = 30, Level = LogLevel.Warning, Message = "{Type} at {Sequence} of the gateway is not as Discord documents it, and was left out: {Problem}")]
    private partial void LogMalformed(string type, long sequence, string problem);
}
