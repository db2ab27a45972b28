using System.Net.WebSockets;
using Bingobot.Discord.Gateway.Session;
using Bingobot.Discord.Gateway.Wire;
using Bingobot.Discord.Payloads;
using Bingobot.Discord.Rest;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bingobot.Discord.Gateway;

/// <summary>
/// Keeps one gateway session up: connects, identifies or resumes, sends heartbeats, and delivers the events in order.
/// Where the connection is lost it resumes after the last durable event; where the session is lost it starts another
/// and says so in <see cref="GatewayDispatch.LostSession"/>. Properties may be read from any thread. See
/// <see href="https://docs.discord.com/developers/events/gateway"/>.
/// </summary>
public sealed class GatewayClient
{
    private readonly DiscordRest _rest;
    private readonly GatewayClientOptions _options;
    private readonly ILogger _logger;
    private readonly long _began;
    private readonly GatewaySession _session;
    private readonly Lock _gate = new();
    private string? _gatewayUrl;
    private int _running;

    /// <summary>Makes a client that is not connected yet.</summary>
    /// <param name="rest">Asked where the gateway is.</param>
    /// <param name="options">What to receive and whom to give it to.</param>
    /// <param name="logger">Where connections are told of; the token never is.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public GatewayClient(DiscordRest rest, GatewayClientOptions options, ILogger<GatewayClient>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(rest);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrWhiteSpace(options.Token, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxFrameBytes, 4096, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxQueuedBytes, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.LargeThreshold, 50, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.LargeThreshold, 250, nameof(options));
        _rest = rest;
        _options = options;
        _logger = logger ?? NullLogger<GatewayClient>.Instance;
        _began = options.TimeProvider.GetTimestamp();
        var identity = new GatewayIdentity(options.Token, options.Intents, options.Shard, options.LargeThreshold);
        _session = new GatewaySession(identity, options.Random, options.DurablePosition());
    }

    /// <summary>What the client is doing.</summary>
    public GatewayState State
    {
        get
        {
            lock (_gate)
                return Volatile.Read(ref _running) != 1 ? GatewayState.Stopped : _session.State;
        }
    }

    /// <summary>The time from the last heartbeat to its acknowledgement; null before the first.</summary>
    public TimeSpan? Latency
    {
        get
        {
            lock (_gate)
                return _session.Latency;
        }
    }

    /// <summary>
    /// Connects and stays connected until <paramref name="stop"/> is cancelled; then closes so that the session can be
    /// resumed, and completes without an exception. To be called once.
    /// </summary>
    /// <exception cref="GatewayClosedException">Discord refuses for good.</exception>
    /// <exception cref="DiscordUnauthorizedException">Discord refuses the token.</exception>
    /// <exception cref="InvalidOperationException">It was called before.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        if (Interlocked.Exchange(ref _running, 1) != 0)
            throw new InvalidOperationException("A gateway client runs once; make another.");
        using var queue = new DispatchQueue(_options.MaxQueuedBytes);
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var delivering = DeliverAsync(queue, failed, stop);
        try
        {
            await ConnectUntilStoppedAsync(queue, failed.Token);
        }
        catch (OperationCanceledException) when (failed.IsCancellationRequested)
        {
            GatewayLog.Stopped(_logger);
        }
        finally
        {
            queue.Complete();
            await delivering;
            Volatile.Write(ref _running, 2);
        }
    }

    private async Task DeliverAsync(DispatchQueue queue, CancellationTokenSource failed, CancellationToken stop)
    {
        try
        {
            while (await queue.WaitToTakeAsync(stop))
            {
                while (!stop.IsCancellationRequested && queue.TryTake(out var queued))
                {
                    await _options.OnDispatch(queued.ToDispatch(), stop);
                    queue.Return(queued);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            GatewayLog.DeliveryStopped(_logger);
        }
        finally
        {
            await failed.CancelAsync();
        }
    }

    private async Task ConnectUntilStoppedAsync(DispatchQueue queue, CancellationToken stop)
    {
        while (true)
        {
            ConnectionPlan plan;
            lock (_gate)
                plan = _session.PlanConnection(Now);
            if (plan.Delay > TimeSpan.Zero)
            {
                GatewayLog.Waiting(_logger, plan.Delay.TotalSeconds);
                await Task.Delay(plan.Delay, _options.TimeProvider, stop);
            }

            var code = await ConnectOnceAsync(plan, queue, stop);
            stop.ThrowIfCancellationRequested();
            bool again;
            lock (_gate)
                again = _session.OnClosed(code, Now);
            if (!again)
                throw new GatewayClosedException((GatewayCloseCode)code!.Value, _options.Intents, _options.Shard);
            stop.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Runs one connection to its end.</summary>
    /// <returns>The code that Discord closed it with, where it gave one.</returns>
    private async Task<int?> ConnectOnceAsync(ConnectionPlan plan, DispatchQueue queue, CancellationToken stop)
    {
        lock (_gate)
            _session.OnConnecting(Now);
        try
        {
            if (await AddressAsync(plan, stop) is not { } address)
                return null;
            lock (_gate)
                _session.OnConnecting(Now);
            GatewayLog.Connecting(_logger, address.Host, plan.Resumes);
            using var socket = new GatewaySocket(_options.TimeProvider, _options.MaxFrameBytes);
            await socket.ConnectAsync(address, stop);
            var connection = new GatewayConnection(socket, _session, _gate, queue, _options, () => Now, _logger);
            return await connection.RunAsync(stop);
        }
        catch (Exception e) when (e is WebSocketException or TimeoutException)
        {
            GatewayLog.ConnectionFailed(_logger, e);
            return null;
        }
        catch (DiscordRestException e) when (e is not DiscordUnauthorizedException)
        {
            GatewayLog.ConnectionFailed(_logger, e);
            return null;
        }
    }

    /// <summary>Where to connect; null where the API gave no address to connect to.</summary>
    private async Task<Uri?> AddressAsync(ConnectionPlan plan, CancellationToken stop)
    {
        if (plan.ResumeUrl is { } resumeUrl)
        {
            if (GatewayUrl.TryCreate(resumeUrl, out var resumeAddress))
                return resumeAddress;
            GatewayLog.BadResumeUrl(_logger, resumeUrl);
        }
        if (_gatewayUrl is null || !plan.Resumes)
            _gatewayUrl = await GatewayUrlAsync(plan, stop);
        if (GatewayUrl.TryCreate(_gatewayUrl, out var address))
            return address;
        GatewayLog.BadGatewayUrl(_logger, _gatewayUrl);
        _gatewayUrl = null;
        return null;
    }

    private async Task<string> GatewayUrlAsync(ConnectionPlan plan, CancellationToken stop)
    {
        var info = await _rest.GetGatewayBotAsync(stop);
        var limit = info.SessionStartLimit;
        if (!plan.Resumes && limit is { Total: > 0, Remaining: <= 0, ResetAfter: > 0 })
        {
            GatewayLog.NoSessionStartsLeft(_logger, limit.Total, limit.ResetAfter / 1000.0);
            await Task.Delay(TimeSpan.FromMilliseconds(limit.ResetAfter), _options.TimeProvider, stop);
        }
        return info.Url;
    }

    private TimeSpan Now => _options.TimeProvider.GetElapsedTime(_began);
}
