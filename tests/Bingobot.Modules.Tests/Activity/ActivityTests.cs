using Bingobot.Discord.Payloads;
using Bingobot.Framework;
using Bingobot.Modules.Tests.Support;
using static Bingobot.Modules.Tests.Support.TestGuild;

namespace Bingobot.Modules.Tests.Activity;

public sealed class ActivityTests
{
    [Fact]
    public async Task User_WhoSitsInVoiceLongEnough_IsActive()
    {
        await using var guild = await StartAsync();
        var began = guild.Stream.Clock.GetUtcNow();

        await guild.VoiceAsync(Ada, 600);
        await guild.Stream.PassAsync(TimeSpan.FromMinutes(9.9));
        Assert.Empty(guild.Stream.EventsOf(ActivityEvents.UserActive));
        await guild.Stream.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(new UserActive(Ada, began), Assert.Single(guild.Stream.EventsOf(ActivityEvents.UserActive)));
    }

    [Fact]
    public async Task User_WhoLeavesBefore_IsNotActiveAndTheMinutesCount()
    {
        await using var guild = await StartAsync();

        await guild.VoiceAsync(Ada, 600);
        await guild.Stream.PassAsync(TimeSpan.FromMinutes(9));
        await guild.VoiceAsync(Ada, null);
        await guild.Stream.PassAsync(TimeSpan.FromHours(1));
        await guild.VoiceAsync(Ada, 600);
        await guild.Stream.PassAsync(TimeSpan.FromMinutes(9));

        Assert.Empty(guild.Stream.EventsOf(ActivityEvents.UserActive));
        Assert.Equal(18 * 60, guild.Activity.Of(Ada).SecondsAt(guild.Stream.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task User_WhoChangesChannelsOrMutes_GoesOnCounting()
    {
        await using var guild = await StartAsync();

        await guild.VoiceAsync(Ada, 600);
        await guild.Stream.PassAsync(TimeSpan.FromMinutes(5));
        await guild.VoiceAsync(Ada, 601);
        await guild.VoiceAsync(Ada, 601);
        await guild.Stream.PassAsync(TimeSpan.FromMinutes(6));

        Assert.Single(guild.Stream.EventsOf(ActivityEvents.UserActive));
        Assert.Single(guild.Stream.EventsOf(ActivityEvents.VoiceSessionStarted));
    }

    [Fact]
    public async Task Bots_DoNotCount()
    {
        await using var guild = await StartAsync();

        await guild.VoiceAsync(Robot, 600, bot: true);
        await guild.WriteAsync(Robot, bot: true);
        await guild.Stream.PassAsync(TimeSpan.FromHours(1));

        Assert.Empty(guild.Activity.Users);
    }

    [Fact]
    public async Task Restart_OfTheBot_KeepsCounting()
    {
        await using var guild = await StartAsync();

        await guild.VoiceAsync(Ada, 600);
        await guild.Stream.PassAsync(TimeSpan.FromMinutes(5));
        await guild.Stream.RestartAsync();
        await guild.Stream.PassAsync(TimeSpan.FromMinutes(6));

        Assert.Single(guild.Stream.EventsOf(ActivityEvents.UserActive));
    }

    [Fact]
    public async Task User_WhoLeftWhileTheBotWasDown_IsNotActive()
    {
        await using var guild = await StartAsync();
        await guild.VoiceAsync(Ada, 600);
        await guild.VoiceAsync(Grace, 600);
        await guild.Stream.StopAsync();
        guild.Stream.Clock.Advance(TimeSpan.FromHours(1));

        await guild.Stream.RestartAsync();
        await guild.VoiceAsync(Ada, null);
        await guild.Stream.PassAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(Grace, Assert.Single(guild.Stream.EventsOf(ActivityEvents.UserActive)).User);
    }

    [Fact]
    public async Task Guild_ThatIsThereAgainAfterAGap_IsReconciled()
    {
        await using var guild = await StartAsync();
        await guild.VoiceAsync(Ada, 600);
        await guild.VoiceAsync(Grace, 600);
        await guild.Stream.PassAsync(TimeSpan.FromMinutes(3));
        await guild.WriteAsync(Linus);
        await guild.Stream.PassAsync(TimeSpan.FromMinutes(5));

        await guild.Stream.PublishAsync(TestGuild.Id, new GuildAvailable("test", [],
        [
            new VoicePresence(Grace, new Snowflake(601), Bot: false),
            new VoicePresence(Linus, new Snowflake(601), Bot: false),
            new VoicePresence(Robot, new Snowflake(601), Bot: true),
        ]));

        Assert.Null(guild.Activity.Of(Ada).InVoiceSince);
        Assert.Equal(3 * 60, guild.Activity.Of(Ada).VoiceSeconds);
        Assert.NotNull(guild.Activity.Of(Linus).InVoiceSince);
        Assert.Equal(8 * 60, guild.Activity.Of(Grace).SecondsAt(guild.Stream.Clock.GetUtcNow()));
        Assert.False(guild.Activity.Users.ContainsKey(Robot));
    }

    [Fact]
    public async Task Commands_TellMinutesAndMessages()
    {
        await using var guild = await StartAsync();
        var nobody = await guild.CommandAsync(Ada, "activity top");
        await guild.VoiceAsync(Ada, 600);
        await guild.WriteAsync(Grace);
        await guild.WriteAsync(Grace);
        await guild.Stream.PassAsync(TimeSpan.FromMinutes(11));

        var me = await guild.CommandAsync(Ada, "activity me");
        var grace = await guild.CommandAsync(Grace, "activity me");
        var top = await guild.CommandAsync(Linus, "activity top");

        Assert.Contains("Nobody", nobody.Answer.Body.Text, StringComparison.Ordinal);
        Assert.Contains("11 minutes in voice, 0 messages", me.Answer.Body.Text, StringComparison.Ordinal);
        Assert.Contains("found active <t:", me.Answer.Body.Text, StringComparison.Ordinal);
        Assert.Contains("not found active yet", grace.Answer.Body.Text, StringComparison.Ordinal);
        Assert.Contains("1. <@1>: 11 minutes in voice, 0 messages\n2. <@2>: 0 minutes in voice, 2 messages",
            top.Answer.Body.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1441)]
    public void Options_OutOfRange_AreRefusedByName(int minutes)
    {
        var e = Assert.Throws<ArgumentOutOfRangeException>(
            () => ShippedModules.Create(new ModulesOptions { Activity = new ActivityOptions { VoiceMinutes = minutes } }));

        Assert.Contains("activity.voiceMinutes is from 1 to 1440", e.Message, StringComparison.Ordinal);
    }
}
