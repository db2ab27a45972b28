using System.CommandLine;
using Bingobot.Benchmarks.Gateway.Mix;
using Bingobot.Discord.Gateway;
using Bingobot.Events;
using Bingobot.Framework;
using Bingobot.Modules;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bingobot.Benchmarks.Gateway.Clients;

/// <summary>A process with a whole bot: what it receives counts once it is durable.</summary>
internal static class BotCommand
{
    public const string Name = "run-bot";

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(1);

    public static Command Command()
    {
        var port = new Argument<int>("port");
        var compression = new Argument<GatewayCompression>("compression");
        var directory = new Argument<string>("directory");
        var features = new Argument<bool>("with-activity");
        var command = new Command(Name, "Runs a bot and reports.") { port, compression, directory, features };
        command.Hidden = true;
        Func<ParseResult, MixSize> size = MixSize.AddTo(command);
        command.SetAction((result, _) => RunAsync(
            result.GetRequiredValue(port),
            result.GetRequiredValue(compression),
            result.GetRequiredValue(directory),
            result.GetRequiredValue(features) ? [new ActivityModule(new ActivityOptions())] : [],
            size(result)));
        return command;
    }

    private static async Task RunAsync(
        int port, GatewayCompression compression, string directory, IReadOnlyList<IBotModule> features, MixSize size)
    {
        await using Bot bot = Bot.Create(
            new BotOptions
            {
                Token = "bench",
                CustomIdKey = new byte[32],
                ApiBaseUrl = GatewayClientCommand.ApiAt(port),
                Random = new Random(1),
                Shards = 1,
                Compression = compression,
            },
            features,
            NullLoggerFactory.Instance);
        DocumentLog log = DocumentLog.Open(directory, new DocumentLogOptions());
        await using EventStream stream = await EventStream.OpenAsync(
            new EventStreamOptions { Log = log, Modules = bot.Modules, Effects = bot.Effects });
        var meter = new Meter(size);
        using var stop = new CancellationTokenSource();
        Task<BotExit> running = bot.RunAsync(stream, stream, stop.Token);
        while (!meter.Done.IsCompleted && !running.IsCompleted)
        {
            meter.Reached(stream.DurableCursor(Bot.Source)?.Position ?? 0);
            await Task.Delay(Look);
        }

        if (running.IsCompleted)
            throw new InvalidOperationException($"The bot ended: {await running}");
        ClientReport report = await meter.Done;
        (report with { HeldBytes = GC.GetTotalMemory(forceFullCollection: true), Proof = await RecordedAsync(stream, size) }).Print();
        await stop.CancelAsync();
        await running;
    }

    /// <summary>The facts of the events that count, as they lie in the stream.</summary>
    private static async Task<Proof> RecordedAsync(EventStream stream, MixSize size)
    {
        (string Fact, DispatchKind Kind)[] facts =
        [
            (FrameworkEvents.MessageReceived.Name, DispatchKind.MessageCreate),
            (FrameworkEvents.VoiceStateChanged.Name, DispatchKind.VoiceStateUpdate),
            (FrameworkEvents.GuildAvailable.Name, DispatchKind.GuildCreate),
        ];
        var proof = new Proof();
        var filter = new EventFilter { Types = facts.Select(fact => fact.Fact).ToHashSet() };
        await foreach (Recorded e in stream.MatchAsync(filter, CancellationToken.None))
        {
            if (e.Cursor is { } cursor && cursor.Position > size.LastUncounted && cursor.Position <= size.LastCounted)
                proof.Add((int)facts.First(fact => fact.Fact == e.Type).Kind, cursor.Position);
        }

        return proof;
    }
}
