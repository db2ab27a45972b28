using Bingobot.Framework;

namespace Bingobot.Modules.Tests.Live;

public sealed class IdentifyTests
{
    /// <summary>An identify is on the disk before it is sent, so one that is killed right then is counted.</summary>
    [Fact]
    public async Task Identify_IsRecordedBeforeItsSessionAndSurvivesAKill()
    {
        await using var live = await LiveBot.StartAsync();
        await live.ReadyAsync();
        var identified = live.Log.Events.First(e => e.Type == FrameworkEvents.GatewayIdentified.Name);
        Assert.True(identified.Sequence < live.Log.Events.First(e => e.Type == FrameworkEvents.SessionStarted.Name).Sequence);

        await live.KillBotAfterAsync(FrameworkEvents.GatewayIdentified.Name);
        await live.StartBotAsync();
        await live.ReadyAsync();

        Assert.Equal(2, live.Recorded(FrameworkEvents.GatewayIdentified.Name));
        Assert.Equal(1, live.Recorded(FrameworkEvents.SessionStarted.Name));
    }

    [Fact]
    public async Task Resume_IsNoIdentify()
    {
        await using var live = await LiveBot.StartAsync();
        await live.ReadyAsync();
        await live.StopBotAsync();
        await live.StartBotAsync();
        await live.ReadyAsync();
        Assert.Equal(1, live.Recorded(FrameworkEvents.GatewayIdentified.Name));
    }
}
