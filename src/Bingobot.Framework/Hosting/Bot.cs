using Bingobot.Discord.Gateway;
using Bingobot.Discord.Rest;
using Bingobot.Events;
using Microsoft.Extensions.Logging;

namespace Bingobot.Framework;

/// <summary>A bot on Discord. See <see cref="IBot"/>.</summary>
public sealed partial class Bot : IBot
{
    /// <summary>The source of the cursors that the first shard ingests with; the others' are <c>gateway/1</c> and so on.</summary>
    public const string Source = "gateway/0";

    private readonly BotOptions _options;
    private readonly IReadOnlyList<IBotModule> _features;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger _logger;
    private readonly DiscordRest _rest;
    private readonly Deferrals _deferrals;
    private readonly Autocompleter _autocompleter;
    private readonly InteractionIntake _intake;
    private readonly CancellationTokenSource _refused = new();
    private volatile BotGateway? _gateway;
    private volatile string? _refusal;
    private volatile string _user = "";
    private volatile int _commands;

    private Bot(BotOptions options, IReadOnlyList<IBotModule> features, ILoggerFactory loggers, HttpClient? http)
    {
        _options = options;
        _features = features;
        _loggers = loggers;
        _logger = loggers.CreateLogger<Bot>();
        Modules = ModulesOf(features);
        _rest = new DiscordRest(
            new DiscordRestOptions
            {
                Token = options.Token,
                ApiBaseUrl = options.ApiBaseUrl,
                TimeProvider = options.TimeProvider,
                Random = new Random(options.Random.Next()),
            },
            http,
            loggers.CreateLogger<DiscordRest>());
        CustomIdSeal seal = new(options.CustomIdKey.Span);
        MessageWriter writer = new(seal);
        var worldClock = options.WorldClock ?? options.TimeProvider;
        _deferrals = new Deferrals(
            _rest, options.TimeProvider, worldClock, options.DeferAfter, new RouteTable(features).AnswersPrivately, _logger);
        _autocompleter = new Autocompleter(new CompletionTable(features, new Admission(features)), _rest, _logger);
        _intake = new InteractionIntake(seal, _autocompleter, _logger);
        Effects = new DiscordEffects(
            new MessageEffects(_rest, writer, worldClock),
            new InteractionResponder(_rest, writer, _deferrals, worldClock),
            e => Refuse(e.Message),
            _logger);
    }

    /// <inheritdoc/>
    public IReadOnlyList<IModule> Modules { get; }

    /// <inheritdoc/>
    public IEffectExecutor Effects { get; }

    /// <inheritdoc/>
    public BotStatus Status => new((_gateway?.State ?? GatewayState.Stopped).ToString().ToLowerInvariant(), _user, _commands);

    /// <summary>Makes a bot; nothing is sent before it runs.</summary>
    /// <param name="options">What it needs to know of Discord.</param>
    /// <param name="modules">Its features.</param>
    /// <param name="loggers">Where it tells what it does; tokens never are.</param>
    /// <param name="http">What requests are sent with, left open; null: the bot's own.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or two modules declare the same.</exception>
    public static Bot Create(
        BotOptions options, IReadOnlyList<IBotModule> modules, ILoggerFactory loggers, HttpClient? http = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(modules);
        ArgumentNullException.ThrowIfNull(loggers);
        options.Validate();
        return new Bot(options, modules, loggers, http);
    }

    /// <summary>All modules of a bot with these features, to read its stream with: the framework's own first.</summary>
    /// <exception cref="ArgumentException">Two modules declare the same command.</exception>
    public static IReadOnlyList<IModule> ModulesOf(IReadOnlyList<IBotModule> modules) =>
        [new SessionsModule(), new InteractionsModule(modules), .. modules];

    /// <inheritdoc/>
    public async Task<BotExit> RunAsync(IEventStream stream, IEventIngest ingest, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(ingest);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(stop, _refused.Token);
        var wanted = _features.SelectMany(feature => feature.Manifest.Events).ToHashSet(StringComparer.Ordinal);
        _autocompleter.States = stream as IStateSource;
        try
        {
            var (user, commands) = await new CommandRegistration(_rest, _options.TimeProvider, _logger).RegisterAsync(
                [.. _features.SelectMany(feature => feature.Manifest.Commands)], ends.Token);
            (_user, _commands) = (user.Username, commands);
            _gateway = await BotGateway.CreateAsync(
                _options, _rest, wanted, user.Id, stream, ingest, _intake, _deferrals, _loggers, ends.Token);
            _connects.TrySetResult(_gateway);
            await _gateway.RunAsync(ends.Token);
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            LogStopped();
        }
        catch (Exception e) when (e is DiscordRestException or GatewayClosedException)
        {
            Refuse(e.Message);
        }
        finally
        {
            EndSending();
        }

        return _refusal is { } refusal
            ? new BotExit(BotExitReason.Refused, refusal)
            : new BotExit(BotExitReason.Stopped, "");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _autocompleter.DisposeAsync();
        await _deferrals.DisposeAsync();
        _rest.Dispose();
        _refused.Dispose();
    }

    private void Refuse(string message)
    {
        _refusal ??= message;
        LogRefused(message);
        _refused.Cancel();
    }

    [LoggerMessage(EventId = 3, Level = LogLevel.Error, Message = "Discord refuses for good: {Problem}")]
    private partial void LogRefused(string problem);

    [LoggerMessage(EventId = 5, Level = LogLevel.Information, Message = "The bot was told to stop before it was connected.")]
    private partial void LogStopped();
}
