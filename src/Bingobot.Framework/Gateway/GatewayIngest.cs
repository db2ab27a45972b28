using Bingobot.Discord.Gateway;
using Bingobot.Events;
using Microsoft.Extensions.Logging;

namespace Bingobot.Framework;

/// <summary>
/// Feeds the stream with one shard's dispatches. They are handed over without waiting for the barrier of each; a disk that is
/// too slow holds Discord back instead of filling the memory. Not thread-safe but for <see cref="Durable"/>.
/// </summary>
internal sealed partial class GatewayIngest(
    IEventIngest ingest,
    DispatchReader reader,
    Deferrals deferrals,
    ShardStart start,
    int cursorEvery,
    TimeProvider clock,
    TimeProvider worldClock,
    ILogger logger)
{
    /// <summary>How long the cursor may stay behind while unwanted dispatches come in.</summary>
    private static readonly TimeSpan CursorInterval = TimeSpan.FromMinutes(5);

    private readonly string _source = start.Source.Name;
    private readonly string? _notResumed = start.Resumes ? null : ingest.DurableCursor(start.Source.Name)?.Session;
    private readonly IngestWindow _window = new();
    private DateTimeOffset? _heardUntil = start.HeardUntil;
    private GatewayPosition? _last;
    private int _unrecorded;
    private long _recordedAt = clock.GetTimestamp();

    /// <summary>Completes when all is durable after <see cref="FinishAsync"/>, or with what made a fact fail.</summary>
    public Task Settled => _window.Settled;

    /// <summary>The position that heartbeats report and that the next session starts after. From any thread.</summary>
    public GatewayPosition? Durable() => ingest.DurableCursor(_source) is { } cursor && cursor.Session != _notResumed
        ? new GatewayPosition(cursor.Session, cursor.Endpoint, cursor.Position)
        : null;

    /// <summary>Hands the dispatch's fact over to be recorded, or its position from time to time.</summary>
    public ValueTask OnDispatchAsync(GatewayDispatch dispatch, CancellationToken cancellationToken)
    {
        var fact = Read(dispatch);
        _heardUntil = worldClock.GetUtcNow();
        if (fact is null)
            return OnPassedAsync(dispatch.Position, 1, cancellationToken);
        if (fact is GatewayFact.Typed<InteractionReceived> interaction)
            deferrals.Track(interaction.Value);
        return RecordAsync(fact, dispatch.Position, cancellationToken);
    }

    /// <summary>So many dispatches came that nobody wants.</summary>
    public async ValueTask OnPassedAsync(GatewayPosition position, int count, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _heardUntil = worldClock.GetUtcNow();
        _unrecorded += count;
        _last = position;
        if (_unrecorded < cursorEvery && clock.GetElapsedTime(_recordedAt) < CursorInterval)
            return;
        await _window.ReserveAsync(cancellationToken);
        _window.Add(ingest.AdvanceAsync(ToCursor(position), CancellationToken.None));
        Recorded(position);
    }

    /// <summary>Makes the last position durable, so that nothing is sent again, and waits for all that is under way.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        if (_last is { } last)
        {
            await _window.ReserveAsync(cancellationToken);
            _window.Add(ingest.AdvanceAsync(ToCursor(last), CancellationToken.None));
        }
        _window.Complete();
        await _window.Settled.WaitAsync(cancellationToken);
    }

    /// <summary>There will be no more; what is under way goes on.</summary>
    public void Complete() => _window.Complete();

    private async ValueTask RecordAsync(GatewayFact fact, GatewayPosition position, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await _window.ReserveAsync(cancellationToken);
        // From here on it cannot be called off: a fact left out between two that were recorded would be lost.
        _window.Add(fact.IngestAsync(ingest, ToCursor(position), CancellationToken.None));
        Recorded(position);
    }

    private void Recorded(GatewayPosition position)
    {
        _last = position;
        _unrecorded = 0;
        _recordedAt = clock.GetTimestamp();
    }

    /// <summary>
    /// A dispatch that cannot be read would come again after every restart, so whatever reading it throws leaves it out.
    /// </summary>
    private GatewayFact? Read(in GatewayDispatch dispatch)
    {
        try
        {
            return reader.Read(dispatch.Type, dispatch.Data.Span, dispatch.LostSession?.SessionId, _heardUntil);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            LogMalformed(dispatch.Type, dispatch.Position.Sequence, e.Message);
            return null;
        }
    }

    private Cursor ToCursor(in GatewayPosition position) =>
        new(_source, position.SessionId, position.ResumeUrl, position.Sequence);

    [LoggerMessage(EventId = 30, Level = LogLevel.Warning, Message = "{Type} at {Sequence} of the gateway is not as Discord documents it, and was left out: {Problem}")]
    private partial void LogMalformed(string type, long sequence, string problem);
}
