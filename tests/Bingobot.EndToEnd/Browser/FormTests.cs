using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Bingobot.EndToEnd.Browser;

/// <summary>Forms, completion by the bot, and commands in the menus of users and messages, in a real browser.</summary>
public sealed class FormTests(ChatFixture chat) : IClassFixture<ChatFixture>
{
    [Fact]
    public async Task Form_FilledInAndSubmitted_DoesWhatTheCommandDoes()
    {
        ChatTab tab = await chat.OpenAsync("ada");

        await tab.SendAsync("/vote form");
        await Assertions.Expect(tab.Find("form")).ToBeVisibleAsync();
        ILocator inputs = tab.Find("form").Locator("input, textarea");
        await inputs.Nth(0).FillAsync("Cake or pie?");
        await inputs.Nth(1).FillAsync("cake\npie");
        await tab.Find("form-submit").ClickAsync();

        await Assertions.Expect(tab.Find("form")).ToHaveCountAsync(0);
        string vote = await tab.WaitForVoteAsync("Cake or pie?");
        await ChatTab.Button(tab.Message(vote), "pie").ClickAsync();
        await tab.ExpectTallyAsync(vote, "pie", 1);
    }

    [Fact]
    public async Task Form_WithoutWhatItNeeds_SaysSoAndCanBeCancelled()
    {
        ChatTab tab = await chat.OpenAsync("ada");

        await tab.SendAsync("/vote form");
        await tab.Find("form-submit").ClickAsync();
        await Assertions.Expect(tab.Find("form-problem")).ToContainTextAsync("takes 1 to");
        await tab.Find("form-cancel").ClickAsync();

        await Assertions.Expect(tab.Find("form")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Option_ThatTheBotCompletes_OffersItsSuggestions()
    {
        ChatTab tab = await chat.OpenAsync("grace");
        await tab.SendAsync("""/vote start question:"Which way?" options:"left,right" duration:10m""");
        await tab.WaitForVoteAsync("Which way?");

        await tab.TypeAsync("/vote show id:");
        ILocator suggestion = tab.Completions.Filter(new LocatorFilterOptions { HasText = "Which way?" });
        await Assertions.Expect(suggestion).ToHaveCountAsync(1);
        await suggestion.ClickAsync();
        await Assertions.Expect(tab.Composer).ToHaveValueAsync(new Regex("^/vote show id:[0-9]+ $"));
        await tab.Composer.PressAsync("Enter");

        await Assertions.Expect(tab.MessagesWith("Which way?").Filter(new LocatorFilterOptions { HasText = "/vote show" })).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task UserCommand_ChosenInAMenu_AsksAndActs()
    {
        ChatTab tab = await chat.OpenAsync("ada");

        await tab.Find("act-as-linus").HoverAsync();
        await tab.Find("member-menu-linus").Locator("summary").ClickAsync();
        await tab.Find("member-menu-linus").GetByTestId("on-user-Challenge").ClickAsync();
        await tab.Find("form").Locator("input, textarea").First.FillAsync("sings in meetings");
        await tab.Find("form-submit").ClickAsync();

        await Assertions.Expect(tab.MessagesWith("sings in meetings").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task MessageCommand_ChosenInAMenu_ReachesTheBotWithItsMessage()
    {
        string application = (await chat.AsBotAsync(HttpMethod.Get, "applications/@me")).GetProperty("id").GetString()!;
        string guild = (await chat.AsBotAsync(HttpMethod.Get, "users/@me/guilds"))[0].GetProperty("id").GetString()!;
        await chat.AsBotAsync(HttpMethod.Post, $"applications/{application}/guilds/{guild}/commands", """{"name":"Quote","type":3}""");
        ChatTab tab = await chat.OpenAsync("grace");
        await tab.SendAsync("quote this");
        ILocator message = tab.MessagesWith("quote this").First;

        await message.HoverAsync();
        await message.GetByTestId("message-menu").Locator("summary").ClickAsync();
        await message.GetByTestId("on-message-Quote").ClickAsync();

        ILocator answer = tab.Messages.Filter(new LocatorFilterOptions { HasText = "/Quote" });
        await Assertions.Expect(answer).ToHaveCountAsync(1);
    }
}
