using System.CommandLine;
using System.Globalization;
using Bingobot.Benchmarks.Gateway.Mix;
using Bingobot.Discord.Gateway;
using Bingobot.Discord.Payloads;
using Bingobot.Discord.Rest;

namespace Bingobot.Benchmarks.Gateway.Clients;

/// <summary>A process with a <see cref="GatewayClient"/> that receives the mix and reports.</summary>
internal static class GatewayClientCommand
{
    public const string Name = "receive-gateway";

    public static Command Command()
    {
        var port = new Argument<int>("port");
        var compression = new Argument<GatewayCompression>("compression");
        var wants = new Argument<Wants>("wants");
        var fault = new Option<DeliveryFault>("--fault");
        var command = new Command(Name, "Receives the mix and reports.") { port, compression, wants, fault };
        command.Hidden = true;
        Func<ParseResult, MixSize> size = MixSize.AddTo(command);
        command.SetAction((result, _) => RunAsync(
            result.GetRequiredValue(port),
            result.GetRequiredValue(compression),
            result.GetRequiredValue(wants),
            result.GetValue(fault),
            size(result)));
        return command;
    }

    public static Uri ApiAt(int port) => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/api/v10"));

    private static async Task RunAsync(int port, GatewayCompression compression, Wants wants, DeliveryFault fault, MixSize size)
    {
        const string Token = "bench";
        var meter = new Meter(size);
        var delivery = new Delivery(wants, meter, fault, faultAt: size.LastUncounted + (size.Events / 2));
        using var rest = new DiscordRest(new DiscordRestOptions { Token = Token, ApiBaseUrl = ApiAt(port), Random = new Random(1) });
        var client = new GatewayClient(rest, new GatewayClientOptions
        {
            Token = Token,
            Intents = Intents.Guilds | Intents.GuildMessages | Intents.GuildVoiceStates,
            Compression = compression,
            Random = new Random(1),
            Events = wants is Wants.Envelopes or Wants.Fields or Wants.Documents
                ? null
                : Enum.GetValues<DispatchKind>().Where(kind => wants.Includes(kind)).Select(DispatchKinds.NameOf).ToHashSet(),
            OnDispatch = (dispatch, _) => delivery.Take(dispatch),
            OnPassed = (position, count, _) => delivery.Pass(position, count),
        });
        using var stop = new CancellationTokenSource();
        Task running = client.RunAsync(stop.Token);
        if (await Task.WhenAny(running, meter.Done) == running)
            await running;
        (await meter.Done).Print();
        await stop.CancelAsync();
        await running;
    }
}
