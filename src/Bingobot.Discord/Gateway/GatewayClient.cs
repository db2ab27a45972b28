using System.Net.WebSockets;
using Bingobot.Discord.Gateway.Sending;
using Bingobot.Discord.Gateway.Session;
using Bingobot.Discord.Gateway.Sharding;
using Bingobot.Discord.Gateway.Wire;
using Bingobot.Discord.Gateway.Wire.Compression;
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
public sealed partial class GatewayClient
{
    private readonly GatewayDirectory _directory;
    private readonly IdentifyLimiter _identifies;
    private readonly GatewayClientOptions _options;
    private readonly ILogger _logger;
    private readonly long _began;
    private readonly GatewaySession _session;
    private readonly CommandSender _commands;
    private readonly Lock _gate = new();
    private string? _gatewayUrl;
    private int _running;

    /// <summary>Makes a client that is not connected yet.</summary>
    /// <param name="rest">Asked where the gateway is.</param>
    /// <param name="options">What to receive and whom to give it to.</param>
    /// <param name="logger">Where connections are told of; the token never is.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public GatewayClient(DiscordRest rest, GatewayClientOptions options, ILogger<GatewayClient>? logger = null)
        : this(DirectoryOf(rest, options), options, logger)
    {
    }

    /// <param name="directory">Says where the gateway is; shared by the shards of a bot.</param>
    /// <param name="options">What to receive and whom to give it to.</param>
    /// <param name="logger">Where connections are told of.</param>
    internal GatewayClient(GatewayDirectory directory, GatewayClientOptions options, ILogger<GatewayClient>? logger)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(options.Token, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxFrameBytes, GatewayClientOptions.LeastFrameBytes, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.MaxFrameBytes, GatewayClientOptions.MostFrameBytes, nameof(options));
        if (options.Shard is { } shard && (shard.Count < 1 || shard.Id < 0 || shard.Id >= shard.Count))
            throw new ArgumentOutOfRangeException(nameof(options), $"There is no {shard}.");
        if (options.Presence is { } presence)
            CheckPresence(presence);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxQueuedBytes, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.LargeThreshold, 50, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.LargeThreshold, 250, nameof(options));
        _directory = directory;
        _options = options;
        _identifies = options.IdentifyLimiter ?? new IdentifyLimiter(time: options.TimeProvider);
        _logger = logger ?? NullLogger<GatewayClient>.Instance;
        _began = options.TimeProvider.GetTimestamp();
        var identity = new GatewayIdentity(
            options.Token, options.Intents, options.Shard, options.LargeThreshold, options.Presence);
        // Whatever is too long for a frame is found now, not at the first Hello.
        _ = FrameWriter.Identify(identity.ToIdentify());
        _session = new GatewaySession(identity, options.Random, options.DurablePosition(), options.ReplacedSession);
        _commands = new CommandSender(_session, _gate, options.TimeProvider, () => Now, _logger);
    }

    /// <summary>Which part of the bot's guilds this client has.</summary>
    public GatewayShard Shard => _options.Shard ?? new GatewayShard(0, 1);

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
            _commands.Stop();
            await delivering;
            Volatile.Write(ref _running, 2);
        }
    }

    private async Task DeliverAsync(DispatchQueue queue, CancellationTokenSource failed, CancellationToken stop)
    {
        try
        {
            while (await queue.WaitToTakeAsync())
            {
                while (queue.TryTake(out var queued))
                {
                    stop.ThrowIfCancellationRequested();
                    if (queued.IsNote)
                        await _options.OnPassed(queued.Position, queued.Length, stop);
                    else
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
            using var turn = plan.Resumes ? null : await _identifies.EnterAsync(Shard, SessionStartLimitAsync, stop);
            if (await AddressAsync(plan, stop) is not { } address)
                return null;
            lock (_gate)
                _session.OnConnecting(Now);
            GatewayLog.Connecting(_logger, address.Host, plan.Resumes);
            using var socket = new GatewaySocket(_options.TimeProvider, _options.MaxFrameBytes);
            using var decompressor = FrameDecompressor.Create(_options.Compression, _options.MaxFrameBytes);
            await socket.ConnectAsync(address, stop);
            var connection = new GatewayConnection(
                socket, decompressor, _session, _gate, queue, _commands, turn, _options, () => Now, _logger);
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
            if (GatewayUrl.TryCreate(resumeUrl, _options.Compression, out var resumeAddress))
                return resumeAddress;
            GatewayLog.BadResumeUrl(_logger, resumeUrl);
        }
        if (_gatewayUrl is null || !plan.Resumes)
            _gatewayUrl = (await _directory.GetAsync(stop)).Url;
        if (GatewayUrl.TryCreate(_gatewayUrl, _options.Compression, out var address))
            return address;
        GatewayLog.BadGatewayUrl(_logger, _gatewayUrl);
        _directory.Forget();
        _gatewayUrl = null;
        return null;
    }

    /// <summary>How often the bot may still identify, as far as the API says.</summary>
    private async Task<SessionStartLimit> SessionStartLimitAsync(CancellationToken stop) =>
        await _directory.GetAsync(stop) is { SessionStartLimit: { } limit } ? limit : new SessionStartLimit();

    private static GatewayDirectory DirectoryOf(DiscordRest rest, GatewayClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(rest);
        ArgumentNullException.ThrowIfNull(options);
        return new GatewayDirectory(rest, options.TimeProvider);
    }

    private TimeSpan Now => _options.TimeProvider.GetElapsedTime(_began);
}
