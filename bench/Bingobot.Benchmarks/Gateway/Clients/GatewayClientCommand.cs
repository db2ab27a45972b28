using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
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
        var command = new Command(Name, "Receives the mix and reports.") { port, compression, wants };
        command.Hidden = true;
        Func<ParseResult, MixSize> size = MixSize.AddTo(command);
        command.SetAction((result, _) => RunAsync(
            result.GetRequiredValue(port), result.GetRequiredValue(compression), result.GetRequiredValue(wants), size(result)));
        return command;
    }

    public static Uri ApiAt(int port) => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/api/v10"));

    private static async Task RunAsync(int port, GatewayCompression compression, Wants wants, MixSize size)
    {
        const string Token = "bench";
        var meter = new Meter(size);
        using var rest = new DiscordRest(new DiscordRestOptions { Token = Token, ApiBaseUrl = ApiAt(port), Random = new Random(1) });
        var client = new GatewayClient(rest, new GatewayClientOptions
        {
            Token = Token,
            Intents = Intents.Guilds | Intents.GuildMessages | Intents.GuildVoiceStates,
            Compression = compression,
            Random = new Random(1),
            Events = wants is Wants.Envelopes or Wants.Documents
                ? null
                : Enum.GetValues<DispatchKind>().Where(kind => wants.Includes(kind)).Select(DispatchKinds.NameOf).ToHashSet(),
            OnDispatch = (dispatch, _) => Take(dispatch, wants, meter),
            OnPassed = (position, count, _) => Pass(position, count, meter),
        });
        using var stop = new CancellationTokenSource();
        Task running = client.RunAsync(stop.Token);
        if (await Task.WhenAny(running, meter.Done) == running)
            await running;
        (await meter.Done).Print();
        await stop.CancelAsync();
        await running;
    }

    private static ValueTask Take(in GatewayDispatch dispatch, Wants wants, Meter meter)
    {
        long sequence = dispatch.Position.Sequence;
        if (meter.Counts(sequence))
        {
            meter.Proof.Add(DispatchKinds.IndexOf(dispatch.Type), sequence);
            if (wants == Wants.Documents)
                Read(dispatch.Data, meter.Proof);
        }
        else if (wants == Wants.Documents)
            Read(dispatch.Data, new Proof());

        meter.Reached(sequence);
        return default;
    }

    private static ValueTask Pass(in GatewayPosition position, int count, Meter meter)
    {
        if (meter.IsCounting)
            meter.Proof.Passed += count;
        meter.Reached(position.Sequence);
        return default;
    }

    private static void Read(ReadOnlyMemory<byte> data, Proof proof)
    {
        using JsonDocument document = JsonDocument.Parse(data);
        if (document.RootElement.TryGetProperty("guild_id"u8, out JsonElement guild) || document.RootElement.TryGetProperty("id"u8, out guild))
            proof.AddGuild(Encoding.ASCII.GetBytes(guild.GetString()!));
    }
}
