using Microsoft.Playwright;

namespace Bingobot.EndToEnd.Browser;

/// <summary>A bot that is started again after a crash that was ordered.</summary>
public sealed class SupervisedChatFixture() : ChatFixture(isSupervised: true);

/// <summary>The button that crashes the bot, in a real browser.</summary>
public sealed class CrashTests(SupervisedChatFixture chat) : IClassFixture<SupervisedChatFixture>
{
    [Fact]
    public async Task Bot_CrashedByTheButton_ComesBackAndShowsTheSameHash()
    {
        ChatTab tab = await chat.OpenAsync("ada");
        await tab.SendAsync("""/vote start question:"Still here?" options:"aye,nay" duration:10m""");
        string vote = await tab.WaitForVoteAsync("Still here?");
        await ChatTab.Button(tab.Message(vote), "aye").ClickAsync();
        await tab.ExpectTallyAsync(vote, "aye", 1);

        await tab.Find("chaos").Locator("summary").ClickAsync();
        await Assertions.Expect(tab.Find("chaos").Locator("button").First).ToHaveTextAsync("Crash the bot");
        await tab.Find("chaos-crash").ClickAsync();

        await Assertions.Expect(tab.Find("crash")).ToHaveAttributeAsync("data-equal", "true");
        await tab.WaitUntilReadyAsync();
        string before = await tab.Find("crash-before").InnerTextAsync();
        Assert.Equal(32, before.Length);
        Assert.Equal(before, await tab.Find("crash-after").InnerTextAsync());
        await tab.ExpectTallyAsync(vote, "aye", 1);
        await ChatTab.Button(tab.Message(vote), "nay").ClickAsync();
        await tab.ExpectTallyAsync(vote, "nay", 1);
    }

    [Fact]
    public async Task Guild_AddedOnThePage_IsThereWithTheBot()
    {
        ChatTab tab = await chat.OpenAsync("grace");

        await tab.Find("add-guild").FillAsync("Another place");
        await tab.Find("add-guild").PressAsync("Enter");

        await Assertions.Expect(tab.Find("guild")).ToContainTextAsync("Another place");
        await tab.SendAsync("/vote list");
        await Assertions.Expect(tab.MessagesWith("Only you can see this")).ToHaveCountAsync(1);
    }
}
