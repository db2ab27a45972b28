using System.Globalization;
using Bingobot.Benchmarks.Gateway.Clients;
using Bingobot.Benchmarks.Gateway.Mix;
using Bingobot.Benchmarks.Gateway.Server;
using Bingobot.Benchmarks.Measuring;
using Bingobot.Discord.Gateway;

namespace Bingobot.Benchmarks.Workloads.Gateway;

/// <summary>G3: what a guild costs in memory of which no module keeps anything: with many, less with few.</summary>
internal sealed class GuildMemoryWorkload : IWorkload
{
    public const string Name = "G3";
    private const string Bot = "Bot without features";
    private const int FewGuilds = 100;
    private const int Events = 1_000;
    private const int MembersPerGuild = 5;

    public IEnumerable<WorkloadCase> Cases(Sizes sizes)
    {
        MixSize few = new(0, Events, FewGuilds, OnlyWanted: false);
        MixSize many = few with { Guilds = FewGuilds + sizes.IdleGuilds };
        var servers = new Servers(ServerOf(few), ServerOf(many));
        string variant = string.Create(
            CultureInfo.InvariantCulture, $"memory of {sizes.IdleGuilds:N0} idle guilds of {MembersPerGuild} members, live bytes");
        yield return new WorkloadCase(
            Name,
            variant,
            0,
            Unit.BytesPerGuild,
            [
                EntryOf(Bot, servers, few, many, scratch => (size, port) => RunBot(size, port, scratch)),
                EntryOf(GatewayRow.DiscordJs, servers, few, many, _ => (size, port) =>
                    ClientProcess.RunNode("discord.mjs", size, port, nameof(GatewayCompression.None))),
            ])
        {
            Own = Bot,
        };
    }

    private sealed record Servers(SharedServer Few, SharedServer Many);

    private static SharedServer ServerOf(MixSize size) =>
        new(() => GatewayServerProcess.Start(size, GatewayCompression.None, MembersPerGuild));

    private static Entry EntryOf(
        string name, Servers servers, MixSize few, MixSize many, Func<Scratch, Func<MixSize, int, ClientReport>> runIn) =>
        new(new GatewayRow(name, servers.Many), scratch => new Cell(servers, few, many, runIn(scratch)));

    private static ClientReport RunBot(MixSize size, int port, Scratch scratch)
    {
        string directory = scratch.NewDirectory("bot");
        try
        {
            return ClientProcess.Run(
                BotCommand.Name, size, port.ToString(CultureInfo.InvariantCulture), nameof(GatewayCompression.None), directory, "false");
        }
        finally
        {
            Scratch.Remove(directory);
        }
    }

    private sealed class Cell : ICell
    {
        private readonly Servers _servers;
        private readonly MixSize _few;
        private readonly MixSize _many;
        private readonly Func<MixSize, int, ClientReport> _run;

        public Cell(Servers servers, MixSize few, MixSize many, Func<MixSize, int, ClientReport> run)
        {
            (_servers, _few, _many, _run) = (servers, few, many, run);
            servers.Few.Join();
            servers.Many.Join();
        }

        public Sample Run()
        {
            long with = _run(_many, _servers.Many.Port).HeldBytes;
            long without = _run(_few, _servers.Few.Port).HeldBytes;
            return new Sample(TimeSpan.Zero, _many.Guilds - _few.Guilds, Sample.UnknownBytes) { HeldBytes = with - without };
        }

        public void Dispose()
        {
            _servers.Few.Leave();
            _servers.Many.Leave();
        }
    }
}
