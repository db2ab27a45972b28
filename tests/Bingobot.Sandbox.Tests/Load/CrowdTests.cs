using System.Text.Json;
using Bingobot.Sandbox.Tests.Support;

namespace Bingobot.Sandbox.Tests.Load;

public class CrowdTests
{
    private const string Greet = """[{"name":"greet","description":"Greets"}]""";
    private const string Button = """
        {"type":4,"data":{"content":"hello","components":[{"type":1,"components":[
          {"type":2,"style":1,"label":"Again","custom_id":"again"},
          {"type":2,"style":2,"label":"Never","custom_id":"never","disabled":true}]}]}}
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Populate_MakesGuildsWithPeopleOfTheirOwn()
    {
        await using SandboxHost host = await SandboxHost.StartAsync();

        IReadOnlyList<CrowdGuild> guilds = await host.Crowd.PopulateAsync(3, 4, Token);

        Assert.Equal(3, guilds.Count);
        Assert.Equal(12, guilds.SelectMany(guild => guild.Users).Distinct().Count());
        Assert.All(guilds, guild =>
        {
            Assert.Equal(5, host.World.MembersOf(guild.Id).Count());
            Assert.True(host.World.HasBot(guild.Id));
            Assert.All(guild.TextChannels, channel => Assert.Equal(ChannelKind.Text, host.World.Channels[channel].Kind));
            Assert.All(guild.VoiceChannels, channel => Assert.Equal(ChannelKind.Voice, host.World.Channels[channel].Kind));
        });
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(CrowdLimits.MostGuilds + 1, 1)]
    [InlineData(1, CrowdLimits.MostUsers + 1)]
    public async Task Populate_WithMoreOrLessThanIsAllowed_IsRefused(int guilds, int users)
    {
        await using SandboxHost host = await SandboxHost.StartAsync();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => host.Crowd.PopulateAsync(guilds, users, Token));
    }

    [Fact]
    public async Task WriteAndMove_DoWhatTheySay()
    {
        await using SandboxHost host = await SandboxHost.StartAsync();
        ISandboxCrowd crowd = host.Crowd;
        CrowdGuild guild = (await crowd.PopulateAsync(1, 2, Token))[0];

        await crowd.WriteAsync(guild.TextChannels[1], guild.Users[1], "hello", Token);
        await crowd.SetVoiceAsync(guild.Id, guild.Users[0], guild.VoiceChannels[1], Token);
        await crowd.SetVoiceAsync(guild.Id, guild.Users[1], guild.VoiceChannels[0], Token);
        await crowd.SetVoiceAsync(guild.Id, guild.Users[1], null, Token);

        Message message = Assert.Single(host.World.MessagesOf(guild.TextChannels[1]));
        Assert.Equal((guild.Users[1], "hello"), (message.AuthorId, message.Content));
        VoiceState voice = Assert.Single(host.World.VoiceOf(guild.Id));
        Assert.Equal((guild.Users[0], guild.VoiceChannels[1]), (voice.UserId, voice.ChannelId));
    }

    [Fact]
    public async Task Buttons_ArePressedWhileTheyAreThereAndEnabled()
    {
        await using SandboxHost host = await SandboxHost.StartAsync();
        await host.RegisterAsync(Greet);
        ISandboxCrowd crowd = host.Crowd;
        await using TinyBot bot = await TinyBot.StartAsync(host, Button);
        CrowdGuild guild = (await crowd.PopulateAsync(1, 1, Token))[0];
        ulong asked = await crowd.InvokeAsync(guild.TextChannels[0], guild.Users[0], "greet", new Dictionary<string, JsonElement>(), Token);
        await UntilAsync(host, () => crowd.AnswerTo(asked) == CrowdAnswer.Given);

        CrowdButton button = Assert.Single(crowd.ButtonsOf(asked));

        Assert.Equal("again", button.CustomId);
        Assert.NotNull(await crowd.PressAsync(button, guild.Users[0], Token));
        Assert.Null(await crowd.PressAsync(button with { CustomId = "never" }, guild.Users[0], Token));
        Assert.Null(await crowd.PressAsync(button with { Message = 1 }, guild.Users[0], Token));
    }

    private static async Task UntilAsync(SandboxHost host, Func<bool> isSo)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            Task changed = host.Store.Changed;
            if (isSo())
                return;
            await changed.WaitAsync(deadline.Token);
        }
    }
}
