using System.Diagnostics;
using Bingobot.Sandbox.Tests.Support;

namespace Bingobot.Sandbox.Tests.Interop;

/// <summary>A client that is not ours must not notice that this is not Discord.</summary>
public class DiscordJsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("login", "a second acknowledgement is refused with 40060")]
    [InlineData("messages", "an empty message is refused with 50006")]
    [InlineData("interactions", "a guild's own command is registered")]
    [InlineData("guilds", "people are held to their permissions too")]
    [InlineData("resume", "a session that is gone is replaced by a new one")]
    [InlineData("refusals", "and reactions that were not asked for do not come")]
    [InlineData("described", "every answer is as Discord describes it")]
    [InlineData("threads", "who comes to see a channel is told of its threads")]
    [InlineData("direct", "nor to somebody with whom it shares no guild: 50278")]
    [InlineData("webhooks", "without the permission: 50013")]
    [InlineData("polls", "votes that were not asked for do not come")]
    [InlineData("mentions", "who may not mention everyone mentions only roles that are for it")]
    [InlineData("expiry", "and the message stays as it was")]
    [InlineData("intents", "without them the bot is let in")]
    public async Task StockClient_DoesNotNoticeThatThisIsNotDiscord(string script, string last)
    {
        string folder = FindFolder();
        if (!Directory.Exists(Path.Combine(folder, "node_modules", "discord.js")) || !HasNode())
            Leave("needs node 20 and discord.js: run `npm ci` in tests/interop");
        MovableClock clock = new();
        await using SandboxHost host = await SandboxHost.StartAsync(new SandboxOptions
        {
            WorldClock = clock.Time,
            Clock = clock,
            DisallowedIntents = script == "intents" ? Intents.GuildMembers | Intents.GuildPresences | Intents.MessageContent : 0,
        });

        (int exitCode, string output) = await RunAsync(folder, script, host.Address.ToString().TrimEnd('/'));

        Assert.True(exitCode == 0, output);
        Assert.Contains("ok " + last, output, StringComparison.Ordinal);
        Assert.False(host.Sandbox.BotConnected);
    }

    private static void Leave(string why)
    {
        if (Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail($"In CI nothing is left out: it {why}.");
        Assert.Skip($"The interop test {why}.");
    }

    private static string FindFolder()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string interop = Path.Combine(folder.FullName, "tests", "interop");
            if (File.Exists(Path.Combine(interop, "login.mjs")))
                return interop;
        }

        throw new InvalidOperationException("tests/interop is not above the test's folder.");
    }

    private static bool HasNode() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, "node")) || File.Exists(Path.Combine(folder, "node.exe")));

    private static async Task<(int ExitCode, string Output)> RunAsync(string folder, string script, string address)
    {
        ProcessStartInfo start = new("node") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(script + ".mjs");
        start.ArgumentList.Add(address);
        using Process node = Process.Start(start)!;
        using CancellationTokenSource timeout =
            CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(Patience);
        Task<string> output = node.StandardOutput.ReadToEndAsync(timeout.Token);
        Task<string> errors = node.StandardError.ReadToEndAsync(timeout.Token);
        try
        {
            await node.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            node.Kill(entireProcessTree: true);
            throw;
        }

        return (node.ExitCode, await output + await errors);
    }
}
