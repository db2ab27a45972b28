using Microsoft.Playwright;

namespace Bingobot.EndToEnd.Browser;

/// <summary>The buttons that let something go wrong, in a real browser; that of a crash is in <see cref="CrashTests"/>.</summary>
public sealed class ChaosTests(ChatFixture chat) : IClassFixture<ChatFixture>
{
    [Fact]
    public async Task EveryButton_SaysThatItIsDone_AndTheBotGoesOn()
    {
        ChatTab tab = await chat.OpenAsync("ada");
        await tab.Find("chaos").Locator("summary").ClickAsync();
        ILocator buttons = tab.Find("chaos").Locator("button[data-testid^='chaos-']");
        await Assertions.Expect(tab.Find("chaos-crash")).ToBeDisabledAsync();
        List<string> pressed = [];
        foreach (ILocator button in await buttons.AllAsync())
        {
            if (await button.GetAttributeAsync("data-testid") == "chaos-crash")
                continue;
            string label = await button.InnerTextAsync();

            await button.ClickAsync();

            await Assertions.Expect(tab.Find("chaos-said")).ToHaveTextAsync($"{label}: done.");
            await Wait.UntilAsync(chat.People.IsBotReadyAsync, $"a bot that is connected after \"{label}\"");
            Answer list = await chat.People.InvokeAsync("grace", "vote list");
            Assert.True(list.IsGood, $"After \"{label}\": {list.Body}");
            pressed.Add(label);
        }

        Assert.Equal(7, pressed.Distinct().Count());
        await tab.WaitUntilReadyAsync();
        await tab.SendAsync("""/vote start question:"Still well?" options:"yes,no" duration:10m""");
        string vote = await tab.WaitForVoteAsync("Still well?");
        await ChatTab.Button(tab.Message(vote), "yes").ClickAsync();
        await tab.ExpectTallyAsync(vote, "yes", 1);
    }
}
