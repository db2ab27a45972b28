using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Bingobot.EndToEnd.Browser;

/// <summary>The chat as one person has it before them.</summary>
internal sealed class ChatTab(IPage page)
{
    /// <summary>The page.</summary>
    public IPage Page { get; } = page;

    /// <summary>Where messages and commands are typed.</summary>
    public ILocator Composer => Page.GetByTestId("composer");

    /// <summary>What the composer says is wrong.</summary>
    public ILocator Problem => Page.GetByTestId("composer-problem");

    /// <summary>What can follow what was typed.</summary>
    public ILocator Completions => Page.GetByTestId("completion-item");

    /// <summary>All messages, the oldest first.</summary>
    public ILocator Messages => Page.GetByTestId("message");

    /// <summary>Something with a test id.</summary>
    public ILocator Find(string testId) => Page.GetByTestId(testId);

    /// <summary>Messages that contain a text.</summary>
    public ILocator MessagesWith(string text) => Messages.Filter(new LocatorFilterOptions { HasText = text });

    /// <summary>The message with this id.</summary>
    public ILocator Message(string id) => Page.Locator($"[data-message-id='{id}']");

    /// <summary>A button of a message, by its label.</summary>
    public static ILocator Button(ILocator message, string label) =>
        message.GetByTestId("button").Filter(new LocatorFilterOptions { HasText = label });

    /// <summary>The only message with this text and buttons, once it is there.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> WaitForVoteAsync(string question)
    {
        ILocator vote = MessagesWith(question).Filter(new LocatorFilterOptions { Has = Page.GetByTestId("button") });
        await Assertions.Expect(vote).ToHaveCountAsync(1);
        return (await vote.GetAttributeAsync("data-message-id"))!;
    }

    /// <summary>Types a text, key by key, and sends it.</summary>
    public async Task SendAsync(string text)
    {
        await TypeAsync(text);
        await Composer.PressAsync("Enter");
    }

    /// <summary>Types a text, key by key.</summary>
    public async Task TypeAsync(string text)
    {
        await Composer.ClickAsync();
        await Composer.PressSequentiallyAsync(text);
    }

    /// <summary>Waits until the page is connected to the server, and the bot to the sandbox.</summary>
    public async Task WaitUntilReadyAsync()
    {
        await Assertions.Expect(Find("chat")).ToHaveAttributeAsync("data-ready", "true");
        await Assertions.Expect(Find("bot-state")).ToHaveAttributeAsync("data-connected", "true");
    }

    /// <summary>Waits until a message shows so many votes for an option, in its text or on the option's button.</summary>
    public Task ExpectTallyAsync(string message, string option, int votes) =>
        Assertions.Expect(Message(message)).ToContainTextAsync(
            new Regex($@"\b{Regex.Escape(option)}\b\W*{votes}\b"),
            new LocatorAssertionsToContainTextOptions { UseInnerText = true });
}
