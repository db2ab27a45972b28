using System.Globalization;
using Bingobot.Commands;
using Bingobot.Configuration;
using Bingobot.Dashboard;
using Bingobot.Data;
using Bingobot.Events;
using Bingobot.Framework;
using Bingobot.Sandbox;
using Bingobot.Supervision;

namespace Bingobot.Hosting;

/// <summary>Runs the bot: takes the data folder, serves the page, replays the stream, connects, and stops in good order.</summary>
internal sealed partial class BotHost : IAsyncDisposable
{
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ReadyPoll = TimeSpan.FromMilliseconds(20);

    /// <summary>For which a bot waits that was killed with its supervisor a moment ago.</summary>
    private static readonly TimeSpan PredecessorWithin = TimeSpan.FromSeconds(3);

    private readonly BotConfiguration _configuration;
    private readonly TextWriter _output;
    private readonly TextWriter _errors;
    private readonly TimeProvider _clock;
    private readonly bool _isSupervised;
    private readonly BotStatusSource _status = new();
    private DataFolder? _data;
    private WebApplication? _web;
    private Bot? _bot;
    private EventStream? _stream;
    private ILogger _logger = Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

    /// <param name="configuration">How the bot is set up.</param>
    /// <param name="output">Where the start and the end are told.</param>
    /// <param name="errors">Where it is told why it ended, when it was not asked to.</param>
    /// <param name="clock">The machine's clock.</param>
    /// <param name="isSupervised">Whether another process starts the bot again after a crash that was ordered.</param>
    public BotHost(
        BotConfiguration configuration, TextWriter output, TextWriter errors, TimeProvider clock, bool isSupervised = false)
    {
        _isSupervised = isSupervised;
        _errors = errors;
        _configuration = configuration;
        _output = output;
        _clock = clock;
    }

    /// <summary>Runs until it is told to stop, Discord refuses for good, or the store fails.</summary>
    /// <exception cref="FatalException">It cannot start.</exception>
    public async Task<ExitCode> RunAsync(CancellationToken stop)
    {
        _data = await OpenDataAsync(stop);
        string version = typeof(BotHost).Assembly.GetName().Version?.ToString(3) ?? "";
        await _output.WriteLineAsync($"Bingobot {version}, data in {_data.Path}");
        ControlFile.Remove(_data.Path);
        ControlFile control = ControlFile.Create(new Uri($"http://{_configuration.Listen}"));
        BotCrash? crash = _configuration.UsesSandbox ? new BotCrash(_data.Path, _isSupervised, _status, _clock) : null;
        _web = WebServer.Build(_configuration, _data, _status, control, crash);
        _logger = _web.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Bingobot");
        await WebServer.StartAsync(_web, _configuration.Listen, _data.World?.Path ?? "");
        control.Write(_data.Path);
        _bot = CreateBot();
        _status.Show(_bot);
        WarnOfRetention();
        try
        {
            await OpenStreamAsync(_bot, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await _output.WriteLineAsync("Stopped before it was started.");
            return ExitCode.Good;
        }

        _status.Show(_stream!);
        TellStopped();
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task comparing = crash?.CompareAsync(
            () => StreamFiles.Open(_configuration), () => BotModules.OfStream(_configuration), _logger, ends.Token) ?? Task.CompletedTask;
        ExitCode code;
        try
        {
            code = await RunBotAsync(_bot, _stream!, stop);
        }
        finally
        {
            await ends.CancelAsync();
            await comparing;
        }

        return await StopAsync(code);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_stream is not null)
                await _stream.DisposeAsync();
        }
        finally
        {
            if (_bot is not null)
                await _bot.DisposeAsync();
            if (_web is not null)
                await _web.DisposeAsync();
            if (_data is not null)
                ControlFile.Remove(_data.Path);
            _data?.Dispose();
        }
    }

    /// <summary>A supervised bot is killed with its supervisor; the next one may be there before the system has let go of it.</summary>
    private async Task<DataFolder> OpenDataAsync(CancellationToken stop)
    {
        long began = _clock.GetTimestamp();
        while (true)
        {
            try
            {
                return DataFolder.Open(_configuration, _clock, () => WebServer.RefuseTakenPort(_configuration.Listen));
            }
            catch (FatalException e) when (_isSupervised && e.MayPass && _clock.GetElapsedTime(began) < PredecessorWithin)
            {
                await Task.Delay(ReadyPoll, _clock, stop);
            }
        }
    }

    private Bot CreateBot() => Bot.Create(
        new BotOptions
        {
            Token = _configuration.Token?.Value ?? SandboxOptions.DefaultBotToken,
            CustomIdKey = CustomIdKey.Open(_data!.Path),
            ApiBaseUrl = _configuration.UsesSandbox
                ? new Uri($"http://{_configuration.Listen}/api/v10")
                : _configuration.ApiBaseUrl,
            Shards = _configuration.Shards,
            Compression = _configuration.Compression,
            Random = new Random(System.Security.Cryptography.RandomNumberGenerator.GetInt32(int.MaxValue)),
            TimeProvider = _clock,
            WorldClock = _data.WorldClock,
        },
        BotModules.Create(_configuration),
        _web!.Services.GetRequiredService<ILoggerFactory>());

    /// <summary>What is configured for event types that there are not, or that decide for themselves, has no effect.</summary>
    private void WarnOfRetention()
    {
        var policy = RetentionPolicy.Of(StreamFiles.Modules(), _configuration.RetentionOptions);
        foreach (string type in policy.UnknownTypes)
        {
            string guess = Suggestion.Nearest(type, policy.Rules.Keys.Order(StringComparer.Ordinal)) is { } nearest ? $" Did you mean {nearest}?" : "";
            LogUnknownType(type, guess);
        }

        foreach (string type in policy.FixedTypes)
            LogFixedType(type, policy.RuleOf(type));
    }

    private async Task OpenStreamAsync(Bot bot, CancellationToken stop)
    {
        long began = _clock.GetTimestamp();
        DocumentLog log = _data!.OpenLog(_logger);
        var progress = new LastProgress();
        await ReplayBar.WhileAsync(_output, progress, async () => _stream = await EventStream.OpenAsync(
            new EventStreamOptions
            {
                Log = log,
                Modules = bot.Modules,
                Effects = bot.Effects,
                TimeProvider = _data.WorldClock,
                Logger = _logger,
                SnapshotDirectory = _configuration.SnapshotEvents is null ? null : StreamFiles.SnapshotsFolder(_data.Path),
                SnapshotEvents = _configuration.SnapshotEvents ?? long.MaxValue,
                ShadowModules = _configuration.ShadowInterval is null ? null : () => BotModules.OfStream(_configuration),
                ShadowInterval = _configuration.ShadowInterval ?? TimeSpan.FromHours(1),
                Retention = _configuration.RetentionOptions,
                CompactionModules = () => BotModules.OfStream(_configuration),
                CompactEvery = _configuration.CompactionInterval,
                ReplayProgress = progress,
            },
            stop));
        long replayed = progress.Replayed;
        StateDigest digest = StateReport.Digest(_stream!.Capture());
        await _output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{replayed:N0} events replayed in {_clock.GetElapsedTime(began).TotalSeconds:0.00} s, state {digest.Hash} at sequence {digest.Sequence}"));
    }

    private async Task<ExitCode> RunBotAsync(Bot bot, EventStream stream, CancellationToken stop)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task<BotExit> running = bot.RunAsync(stream, stream, ends.Token);
        Task<Exception> worldFailed = _data!.World?.Failed ?? new TaskCompletionSource<Exception>().Task;
        Task announcing = AnnounceAsync(bot, running, ends.Token);
        Task first = await Task.WhenAny(running, stream.Completion, worldFailed);
        await ends.CancelAsync();
        await announcing;
        ThrowWhenWorldFailed();
        if (first == stream.Completion)
            await stream.Completion;
        BotExit exit = await running;
        if (exit.Reason == BotExitReason.Stopped)
            return ExitCode.Good;
        await _errors.WriteLineAsync($"bingobot: Discord refuses: {exit.Message}");
        return ExitCode.RefusedByDiscord;
    }

    /// <summary>Says where the page is as soon as the bot is there too, so that the first thing typed is answered.</summary>
    private async Task AnnounceAsync(Bot bot, Task running, CancellationToken stop)
    {
        long began = _clock.GetTimestamp();
        try
        {
            while (bot.Status.State != "ready" && !running.IsCompleted && _clock.GetElapsedTime(began) < ReadyWithin)
                await Task.Delay(ReadyPoll, _clock, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return;
        }

        if (running.IsCompleted)
            return;
        if (bot.Status.State != "ready")
            LogNotReady(ReadyWithin.TotalSeconds);
        await _output.WriteLineAsync($"Open http://{_configuration.Listen}/");
        await _output.FlushAsync(CancellationToken.None);
    }

    /// <summary>Lets running effects finish, commits, truncates, and reports.</summary>
    private async Task<ExitCode> StopAsync(ExitCode code)
    {
        await _output.WriteLineAsync("Stopping …");
        await _stream!.DisposeAsync();
        await _stream.Completion;
        StreamSnapshot snapshot = _stream.Capture();
        await _web!.StopAsync(CancellationToken.None);
        ThrowWhenWorldFailed();
        TellStopped();
        await _output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"Stopped at sequence {snapshot.Sequence}, state {StateReport.Digest(snapshot).Hash}"));
        return code;
    }

    private void ThrowWhenWorldFailed()
    {
        if (_data!.World is { Failed: { IsCompletedSuccessfully: true } failed } world)
        {
            throw new FatalException(
                ExitCode.StoreFailed,
                $"{world.Path}: the sandbox's journal could not be written: {failed.Result.Message.TrimEnd('.')}. What was answered is safe; start again once the disk is well.",
                failed.Result);
        }
    }

    private void TellStopped()
    {
        foreach (ModuleStatus module in _stream!.Capture().Modules)
        {
            if (module.Stopped is { } stopped)
                LogModuleStopped(module.Name, stopped.Sequence, stopped.EventType, stopped.Error);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "data.retentionByType.{Type} has no effect: no module declares that event type.{Guess}")]
    private partial void LogUnknownType(string type, string guess);

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "data.retentionByType.{Type} has no effect: the runtime needs its events, and keeps them {Rule}.")]
    private partial void LogFixedType(string type, Retention rule);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The bot is not connected after {Seconds} s; it goes on trying.")]
    private partial void LogNotReady(double seconds);

    [LoggerMessage(Level = LogLevel.Error, Message =
        "The module {Module} is STOPPED at event {Sequence} ({Type}): {Error}. The others go on; a mended module catches up by replay.")]
    private partial void LogModuleStopped(string module, long sequence, string type, string error);
}
