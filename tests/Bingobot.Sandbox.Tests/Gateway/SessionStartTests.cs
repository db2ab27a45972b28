using System.Text.Json;
using Bingobot.Sandbox.Tests.Support;

namespace Bingobot.Sandbox.Tests.Gateway;

/// <summary><see href="https://docs.discord.com/developers/events/gateway#session-start-limit-object"/>.</summary>
public class SessionStartTests
{
    private static async Task<(int Remaining, TimeSpan ResetAfter)> LimitAsync(SandboxHost host)
    {
        JsonElement limit = (await host.BotAsync("GET", "gateway/bot")).Json.GetProperty("session_start_limit");
        Assert.Equal(1000, limit.GetProperty("total").GetInt32());
        return (limit.GetProperty("remaining").GetInt32(), TimeSpan.FromMilliseconds(limit.GetProperty("reset_after").GetInt64()));
    }

    /// <summary>As if so many sessions had been started.</summary>
    private static async Task StartAsync(SandboxHost host, int count) => await host.Store.ChangeAsync(
        transaction =>
        {
            for (int i = 0; i < count; i++)
                transaction.Do(new SessionStarted($"{i}", Intents.None, 0, 1, 10, "ws://x") { At = transaction.At });
            return true;
        },
        TestContext.Current.CancellationToken);

    [Fact]
    public async Task Starts_AreCountedForADay_AlsoAcrossARestart()
    {
        MovableClock clock = new();
        SandboxOptions options = new() { WorldClock = clock.Time, Clock = clock };
        await using (SandboxHost before = await SandboxHost.StartAsync(options))
        {
            Assert.Equal((1000, TimeSpan.FromDays(1)), await LimitAsync(before));
            await using BotSocket first = await BotSocket.LoginAsync(before);
            clock.Time.Advance(TimeSpan.FromHours(1));
            await using BotSocket second = await BotSocket.LoginAsync(before);
            first.Abort();
            await using BotSocket resumed = await BotSocket.ResumeAsync(before, first.SessionId, first.Seq);
            await resumed.EventAsync("RESUMED");
        }

        await using SandboxHost after = await SandboxHost.StartAsync(options);

        Assert.Equal((998, TimeSpan.FromHours(23)), await LimitAsync(after));
        clock.Time.Advance(TimeSpan.FromHours(23));
        Assert.Equal((1000, TimeSpan.FromDays(1)), await LimitAsync(after));
    }

    [Fact]
    public async Task Start_BeyondTheLimit_ClosesWith4004AndEndsAllSessionsUntilTheDayIsOver()
    {
        MovableClock clock = new();
        await using SandboxHost host = await SandboxHost.StartAsync(new SandboxOptions { WorldClock = clock.Time, Clock = clock });
        await StartAsync(host, 999);
        await using BotSocket last = await BotSocket.LoginAsync(host);
        Assert.Equal(0, (await LimitAsync(host)).Remaining);
        await using BotSocket tooMany = await BotSocket.ConnectAsync(host);
        await tooMany.ExpectAsync(op: 10);

        await tooMany.IdentifyAsync(Intents.Guilds);

        Assert.Equal(4004, await tooMany.ClosedAsync());
        Assert.Equal(4009, await last.ClosedAsync());
        Assert.Empty(host.World.Sessions);
        clock.Time.Advance(TimeSpan.FromDays(1));
        await using BotSocket nextDay = await BotSocket.LoginAsync(host);
        Assert.Equal(999, (await LimitAsync(host)).Remaining);
    }

    [Fact]
    public async Task Start_BeyondTheLimit_IsLetInWhereLimitsAreNotEnforced()
    {
        await using SandboxHost host = await SandboxHost.StartAsync(new SandboxOptions { EnforceRateLimits = false });
        await StartAsync(host, 1000);

        await using BotSocket bot = await BotSocket.LoginAsync(host);

        Assert.Equal(0, (await LimitAsync(host)).Remaining);
    }
}
