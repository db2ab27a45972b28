using Microsoft.Playwright;

namespace Bingobot.EndToEnd.Browser;

/// <summary>Threads, direct messages, polls and menus of users, roles and channels, in a real browser.</summary>
public sealed class PlaceTests(ChatFixture chat) : IClassFixture<ChatFixture>
{
    [Fact]
    public async Task Thread_StartedFromAMessage_IsOpenedWrittenInAndArchived()
    {
        ChatTab ada = await chat.OpenAsync("ada");
        ChatTab grace = await chat.OpenAsync("grace");
        await ada.SendAsync("let us talk about tea");
        ILocator message = ada.MessagesWith("let us talk about tea").First;

        await message.HoverAsync();
        await message.GetByTestId("message-menu").Locator("summary").ClickAsync();
        await message.GetByTestId("thread-name").FillAsync("tea talk");
        await message.GetByTestId("thread-name").PressAsync("Enter");
        await Assertions.Expect(ada.Find("channel-title")).ToHaveTextAsync("tea talk");
        await ada.SendAsync("green or black?");

        await grace.MessagesWith("let us talk about tea").GetByTestId("open-thread").ClickAsync();
        await Assertions.Expect(grace.MessagesWith("green or black?")).ToHaveCountAsync(1);
        await ada.Find("archive").ClickAsync();
        await Assertions.Expect(grace.Find("archive")).ToHaveTextAsync("Open again");
        await grace.SendAsync("black");
        await Assertions.Expect(ada.Find("archive")).ToHaveTextAsync("Archive");
        await Assertions.Expect(ada.Find("thread-tea talk")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task DirectMessages_AreBetweenOnePersonAndTheBot()
    {
        ChatTab tab = await chat.OpenAsync("linus");

        await tab.Find("direct").ClickAsync();
        await Assertions.Expect(tab.Find("channel-title")).ToHaveTextAsync("bingobot");
        await tab.SendAsync("between you and me");
        await Assertions.Expect(tab.MessagesWith("between you and me")).ToHaveCountAsync(1);
        string id = await DirectOfAsync("linus");
        await chat.AsBotAsync(HttpMethod.Post, $"channels/{id}/messages", """{"content":"our secret"}""");
        await Assertions.Expect(tab.MessagesWith("our secret")).ToHaveAttributeAsync("data-author", "bingobot");

        await tab.Find("act-as-grace").ClickAsync();
        await Assertions.Expect(tab.Find("me")).ToHaveAttributeAsync("data-user", "grace");
        await Assertions.Expect(tab.MessagesWith("our secret")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Poll_VotedOn_ShowsItsTallyToAll()
    {
        string general = await chat.GeneralAsync();
        await chat.AsBotAsync(
            HttpMethod.Post,
            $"channels/{general}/messages",
            """{"poll":{"question":{"text":"Tea time?"},"answers":[{"poll_media":{"text":"now"}},{"poll_media":{"text":"later"}}]}}""");
        ChatTab ada = await chat.OpenAsync("ada");
        ChatTab grace = await chat.OpenAsync("grace");

        await Poll(ada).GetByTestId("poll-answer-1").ClickAsync();
        await Assertions.Expect(Poll(grace).GetByTestId("poll-count-1")).ToHaveTextAsync("1");
        await Poll(ada).GetByTestId("poll-answer-2").ClickAsync();

        await Assertions.Expect(Poll(grace).GetByTestId("poll-count-1")).ToHaveTextAsync("0");
        await Assertions.Expect(Poll(grace).GetByTestId("poll-count-2")).ToHaveTextAsync("1");
        await Assertions.Expect(Poll(ada).GetByTestId("poll-answer-2")).ToHaveAttributeAsync("aria-pressed", "true");

        static ILocator Poll(ChatTab tab) => tab.MessagesWith("Tea time?").GetByTestId("poll").First;
    }

    [Fact]
    public async Task Menus_OfUsersRolesAndChannels_ListWhatThereIs()
    {
        string general = await chat.GeneralAsync();
        string guild = (await chat.AsBotAsync(HttpMethod.Get, "users/@me/guilds"))[0].GetProperty("id").GetString()!;
        await chat.AsBotAsync(HttpMethod.Post, $"guilds/{guild}/roles", """{"name":"helpers"}""");
        string rows = string.Join(',', ((int[])[5, 6, 7, 8]).Select(type =>
            $$"""{"type":1,"components":[{"type":{{type}},"custom_id":"menu{{type}}"}]}"""));
        await chat.AsBotAsync(HttpMethod.Post, $"channels/{general}/messages", $$"""{"content":"choose","components":[{{rows}}]}""");
        ChatTab tab = await chat.OpenAsync("ada");

        ILocator message = tab.MessagesWith("choose").First;
        await Assertions.Expect(Menu(5)).ToContainTextAsync("@grace");
        await Assertions.Expect(Menu(6)).ToContainTextAsync("@helpers");
        await Assertions.Expect(Menu(7)).ToContainTextAsync("@linus");
        await Assertions.Expect(Menu(7)).ToContainTextAsync("@helpers");
        await Assertions.Expect(Menu(8)).ToContainTextAsync("#general");
        await Menu(6).SelectOptionAsync(new SelectOptionValue { Label = "@helpers" });
        await Assertions.Expect(message.Locator("[aria-busy=true]")).ToHaveCountAsync(0);

        ILocator Menu(int type) => message.Locator($"select[data-custom-id='menu{type}']");
    }

    private async Task<string> DirectOfAsync(string user)
    {
        string guild = (await chat.AsBotAsync(HttpMethod.Get, "users/@me/guilds"))[0].GetProperty("id").GetString()!;
        var members = await chat.AsBotAsync(HttpMethod.Get, $"guilds/{guild}/members?limit=100");
        string id = members.EnumerateArray().Select(member => member.GetProperty("user"))
            .First(person => person.GetProperty("username").GetString() == user).GetProperty("id").GetString()!;
        return (await chat.AsBotAsync(HttpMethod.Post, "users/@me/channels", $$"""{"recipient_id":"{{id}}"}"""))
            .GetProperty("id").GetString()!;
    }
}
