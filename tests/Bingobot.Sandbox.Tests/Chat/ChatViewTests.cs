using Bingobot.Sandbox.Chat.Model;

namespace Bingobot.Sandbox.Tests.Chat;

public sealed class ChatViewTests
{
    private readonly FakeSandbox _sandbox = new()
    {
        Guilds = { new GuildView("1", "One"), new GuildView("2", "Two") },
        Channels =
        {
            new ChannelView("10", "1", "voice", ChannelKind.Voice),
            new ChannelView("11", "1", "general", ChannelKind.Text),
            new ChannelView("12", "1", "other", ChannelKind.Text),
            new ChannelView("21", "2", "second", ChannelKind.Text),
        },
        Members = { SampleScope.Bot, SampleScope.Ada, SampleScope.Grace },
    };

    [Theory]
    [InlineData(null, null, null, "One", "general", "ada")]
    [InlineData("two", null, "GRACE", "Two", "second", "grace")]
    [InlineData("1", "other", "1002", "One", "other", "grace")]
    [InlineData("gone", "voice", "Bingobot", "One", "general", "ada")]
    public void Load_Choice_IsTakenWhereItIsThere(
        string? guild, string? channel, string? user, string expectedGuild, string expectedChannel, string expectedUser)
    {
        var view = ChatView.Load(_sandbox, new ChatChoice(guild, channel, user))!;

        Assert.Equal((expectedGuild, expectedChannel, expectedUser), (view.Guild.Name, view.Channel?.Name, view.Me?.Name));
        Assert.Equal([(view.Channel!.Id, view.Me!.Id)], _sandbox.Looks.Select(look => (look.Channel, look.Viewer!)));
    }

    [Fact]
    public void Load_NoGuild_IsNothing()
    {
        _sandbox.Guilds.Clear();

        Assert.Null(ChatView.Load(_sandbox, new ChatChoice(null, null, null)));
    }

    [Fact]
    public void Load_NoPersonAndNoChannel_ShowsNoMessages()
    {
        _sandbox.Members.RemoveAll(member => !member.IsBot);
        _sandbox.Channels.Clear();

        var view = ChatView.Load(_sandbox, new ChatChoice(null, null, null))!;

        Assert.Null(view.Me);
        Assert.Null(view.Channel);
        Assert.Empty(view.Messages);
    }

    [Fact]
    public void MyVoice_IsWhereISit()
    {
        Assert.Null(ChatView.Load(_sandbox, new ChatChoice(null, null, null))!.MyVoice);

        _sandbox.Speakers.Add(SampleScope.Ada);

        Assert.Equal("voice", ChatView.Load(_sandbox, new ChatChoice(null, null, "ada"))!.MyVoice?.Name);
        Assert.Null(ChatView.Load(_sandbox, new ChatChoice(null, null, "grace"))!.MyVoice);
    }
}
