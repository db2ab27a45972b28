using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Bingobot.EndToEnd.Browser;

/// <summary>What the composer offers and how it says what is wrong, in a real browser.</summary>
public sealed class ComposerTests(ChatFixture chat) : IClassFixture<ChatFixture>
{
    [Fact]
    public async Task Command_ChosenByKeyboard_IsCompletedStepByStep()
    {
        ChatTab tab = await chat.OpenAsync("ada");

        await tab.TypeAsync("/vo");
        await Assertions.Expect(tab.Completions.First).ToContainTextAsync("/vote");
        await tab.TypeAsync("te sta");
        await Assertions.Expect(tab.Completions).ToHaveCountAsync(1);
        await tab.Composer.PressAsync("Tab");
        await Assertions.Expect(tab.Composer).ToHaveValueAsync("/vote start ");

        await Assertions.Expect(tab.Completions.First).ToContainTextAsync("required");
        ILocator question = tab.Completions.Filter(new LocatorFilterOptions { HasText = "question:" });
        while (await question.GetAttributeAsync("aria-selected") != "true")
            await tab.Composer.PressAsync("ArrowDown");
        await tab.Composer.PressAsync("Enter");
        await Assertions.Expect(tab.Composer).ToHaveValueAsync("/vote start question:");
        await Assertions.Expect(tab.Find("completion-hint")).ToContainTextAsync("question:");

        await tab.Composer.PressAsync("Escape");
        await Assertions.Expect(tab.Find("completion")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task User_OfCommand_IsOfferedByName()
    {
        ChatTab tab = await chat.OpenAsync("ada");

        await tab.TypeAsync("/challenge user:gr");
        // All that is offered at once: while it is typed it is other things, now and then one alone.
        await Assertions.Expect(tab.Completions).ToHaveTextAsync([new Regex("^@grace")]);
        await tab.Completions.ClickAsync();

        await Assertions.Expect(tab.Composer).ToHaveValueAsync("/challenge user:@grace ");
    }

    [Theory]
    [InlineData("/vte start", "Did you mean /vote start?")]
    [InlineData("""/vote start options:"a,b" """, "/vote start needs 'question:'")]
    [InlineData("""/vote start question:"Pizza?" options:"a,b" colour:red""", "has no option 'colour'")]
    [InlineData("/challenge user:nobody reason:none", "nobody here is called 'nobody'")]
    public async Task Command_WithMistake_IsKeptAndExplained(string line, string problem)
    {
        ChatTab tab = await chat.OpenAsync("ada");

        await tab.TypeAsync(line);
        await tab.Composer.PressAsync("Escape");
        await tab.Composer.PressAsync("Enter");

        await Assertions.Expect(tab.Problem).ToContainTextAsync(problem);
        await Assertions.Expect(tab.Composer).ToHaveValueAsync(line);
    }

    [Fact]
    public async Task Message_WithMarkupAndMention_IsShownAsTextToAll()
    {
        ChatTab ada = await chat.OpenAsync("ada");
        ChatTab grace = await chat.OpenAsync("grace");

        await ada.SendAsync("**bold** <img src=x onerror=alert(1)> for @grace");

        ILocator message = grace.MessagesWith("<img src=x onerror=alert(1)>");
        await Assertions.Expect(message.Locator("strong")).ToHaveTextAsync("bold");
        await Assertions.Expect(message.Locator(".me-mention")).ToHaveTextAsync("@grace");
        await Assertions.Expect(message.Locator("img")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Answer_ToOnePerson_IsSeenByNobodyElseAndCanBeDismissed()
    {
        ChatTab ada = await chat.OpenAsync("ada");
        ChatTab grace = await chat.OpenAsync("grace");

        await ada.SendAsync("/activity me");
        ILocator answer = ada.Messages.Filter(new LocatorFilterOptions { HasText = "Only you can see this" });
        await Assertions.Expect(answer).ToHaveCountAsync(1);
        string id = (await answer.GetAttributeAsync("data-message-id"))!;
        await ada.SendAsync("Something for all to see.");
        await Assertions.Expect(grace.MessagesWith("Something for all to see.")).ToHaveCountAsync(1);
        await Assertions.Expect(grace.Message(id)).ToHaveCountAsync(0);

        await ada.Message(id).GetByTestId("dismiss").ClickAsync();
        await Assertions.Expect(ada.Message(id)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Voice_JoinedAndLeft_IsSeenByAll()
    {
        ChatTab ada = await chat.OpenAsync("ada");
        ChatTab grace = await chat.OpenAsync("grace");

        await ada.Find("voice-voice").ClickAsync();
        await Assertions.Expect(grace.Find("voice-member-ada")).ToBeVisibleAsync();
        await Assertions.Expect(ada.Find("voice-panel")).ToBeVisibleAsync();

        await ada.Find("voice-leave").ClickAsync();
        await Assertions.Expect(grace.Find("voice-member-ada")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Person_Chosen_IsWhoWritesFromThenOn()
    {
        ChatTab tab = await chat.OpenAsync("ada");

        await tab.Find("act-as-linus").ClickAsync();
        await Assertions.Expect(tab.Find("me")).ToHaveAttributeAsync("data-user", "linus");
        await tab.SendAsync("It is me, linus.");
        await Assertions.Expect(tab.MessagesWith("It is me, linus.")).ToHaveAttributeAsync("data-author", "linus");

        await tab.Page.ReloadAsync();
        await tab.WaitUntilReadyAsync();
        await Assertions.Expect(tab.Find("me")).ToHaveAttributeAsync("data-user", "linus");
    }

    [Fact]
    public async Task Page_OnPhone_FitsAndOpensItsSides()
    {
        ChatTab tab = await chat.OpenAsync("ada", width: 360, height: 740);

        Assert.True(await tab.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        await Assertions.Expect(tab.Find("sidebar")).ToBeHiddenAsync();
        await tab.Find("open-channels").ClickAsync();
        await Assertions.Expect(tab.Find("sidebar")).ToBeVisibleAsync();
        await tab.Find("channel-general").ClickAsync();
        await Assertions.Expect(tab.Find("sidebar")).ToBeHiddenAsync();
        await tab.Find("open-members").ClickAsync();
        await tab.Find("act-as-grace").ClickAsync();
        await Assertions.Expect(tab.Find("members")).ToBeHiddenAsync();
        await tab.SendAsync("from a phone");
        await Assertions.Expect(tab.MessagesWith("from a phone")).ToHaveAttributeAsync("data-author", "grace");
    }
}
