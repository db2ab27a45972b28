using Microsoft.Playwright;

namespace Bingobot.EndToEnd.Browser;

/// <summary>A vote from the first letter typed to its tally, in a real browser.</summary>
public sealed class VoteTests(ChatFixture chat) : IClassFixture<ChatFixture>
{
    [Fact]
    public async Task Vote_TypedAndPressed_ShowsTallyOnEveryPage()
    {
        ChatTab ada = await chat.OpenAsync("ada");
        ChatTab grace = await chat.OpenAsync("grace");

        await ada.SendAsync("""/vote start question:"Pizza?" options:"yes,no" duration:10m""");
        string vote = await ada.WaitForVoteAsync("Pizza?");
        Assert.Equal(vote, await grace.WaitForVoteAsync("Pizza?"));
        await ada.ExpectTallyAsync(vote, "yes", 0);

        await ChatTab.Button(ada.Message(vote), "yes").ClickAsync();
        await ada.ExpectTallyAsync(vote, "yes", 1);
        await grace.ExpectTallyAsync(vote, "yes", 1);

        await ChatTab.Button(grace.Message(vote), "no").ClickAsync();
        await ada.ExpectTallyAsync(vote, "no", 1);

        await ChatTab.Button(ada.Message(vote), "no").ClickAsync();
        foreach (ChatTab tab in (ChatTab[])[ada, grace])
        {
            await tab.ExpectTallyAsync(vote, "yes", 0);
            await tab.ExpectTallyAsync(vote, "no", 2);
        }
    }

    [Fact]
    public async Task Vote_BotKilledAndStartedAgain_PageGoesOnAndOldButtonsWork()
    {
        ChatTab tab = await chat.OpenAsync("linus");
        await tab.SendAsync("""/vote start question:"Still there?" options:"aye,nay" duration:10m""");
        string vote = await tab.WaitForVoteAsync("Still there?");
        await ChatTab.Button(tab.Message(vote), "aye").ClickAsync();
        await tab.ExpectTallyAsync(vote, "aye", 1);
        await Assertions.Expect(tab.Composer).ToHaveValueAsync("");
        await tab.TypeAsync("half a thought");

        await chat.KillBotAsync();
        await Assertions.Expect(tab.Find("reconnect")).ToBeVisibleAsync();
        await chat.StartBotAsync();
        await Assertions.Expect(tab.Find("reconnect")).ToBeHiddenAsync();
        await tab.WaitUntilReadyAsync();

        await Assertions.Expect(tab.Composer).ToHaveValueAsync("half a thought");
        await Assertions.Expect(tab.Find("me")).ToHaveAttributeAsync("data-user", "linus");
        await tab.ExpectTallyAsync(vote, "aye", 1);
        await ChatTab.Button(tab.Message(vote), "nay").ClickAsync();
        await tab.ExpectTallyAsync(vote, "nay", 1);
        await tab.ExpectTallyAsync(vote, "aye", 0);
    }
}
