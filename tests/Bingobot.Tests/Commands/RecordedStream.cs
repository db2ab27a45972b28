using Bingobot.Commands;
using Bingobot.Discord.Payloads;
using Bingobot.Events;
using Bingobot.Framework;
using Bingobot.Modules;
using Microsoft.Extensions.Time.Testing;

namespace Bingobot.Tests.Commands;

/// <summary>A data folder with a stream of the shipped modules: people of two guilds who write.</summary>
internal sealed class RecordedStream : IDisposable
{
    public const ulong FirstGuild = 41_771_983_423_143_937;
    public const ulong OtherGuild = 9;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bingobot-stream-");

    public RecordedStream()
    {
        Config = Path.Combine(_folder.FullName, "config.yaml");
        File.WriteAllText(Config, "modules: { challenges: {} }\n");
    }

    public static DateTimeOffset Start { get; } = new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public string Data => Path.Combine(_folder.FullName, "data");

    public string Config { get; }

    public string Segment => Path.Combine(StreamFiles.EventsFolder(Data), "00000000000000000001.events");

    /// <summary>Users 1, 2, 3, 1, 2, 3 … write in the two guilds by turns, a second apart.</summary>
    public async Task RecordAsync(int messages, bool snapshots = false)
    {
        var clock = new FakeTimeProvider(Start);
        await using EventStream stream = await EventStream.OpenAsync(new EventStreamOptions
        {
            Log = DocumentLog.Open(StreamFiles.EventsFolder(Data)),
            Modules = Bot.ModulesOf(ShippedModules.Create()),
            TimeProvider = clock,
            SnapshotDirectory = snapshots ? StreamFiles.SnapshotsFolder(Data) : null,
        });
        for (int i = 0; i < messages; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await stream.PublishAsync(
                i % 2 == 0 ? FirstGuild : OtherGuild,
                new MessageReceived(new Snowflake(1_000 + (ulong)i), new Snowflake(500), new Snowflake(1 + (ulong)(i % 3)), Bot: false));
        }
    }

    /// <summary>Runs a command on this folder.</summary>
    public Task<Ran> RunAsync(params string[] args) => Ran.Async([.. args, "--data", Data, "--config", Config]);

    public void Dispose() => _folder.Delete(recursive: true);
}

/// <summary>What a command came to.</summary>
internal sealed record Ran(ExitCode Code, string Output, string Error)
{
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public static async Task<Ran> Async(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int code = await CommandTable.RunAsync(args, output, error);
        return new Ran((ExitCode)code, output.ToString(), error.ToString());
    }

    /// <summary>The output of a command that succeeded and complained of nothing.</summary>
    public Ran Succeeded()
    {
        Assert.Equal("", Error);
        Assert.Equal(ExitCode.Good, Code);
        return this;
    }
}
