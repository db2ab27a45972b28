namespace Bingobot.Sandbox.Tests.Interop;

/// <summary>The same of threads, direct messages, webhooks, polls and the clock; beside the others, since the scripts wait much.</summary>
public class DiscordJsPlaceTests
{
    [Theory]
    [InlineData("threads", "who comes to see a channel is told of its threads")]
    [InlineData("direct", "nor to somebody with whom it shares no guild: 50278")]
    [InlineData("webhooks", "without the permission: 50013")]
    [InlineData("polls", "votes that were not asked for do not come")]
    [InlineData("mentions", "who may not mention everyone mentions only roles that are for it")]
    [InlineData("expiry", "and the message stays as it was")]
    [InlineData("intents", "without them the bot is let in")]
    public Task StockClient_DoesNotNoticeThatThisIsNotDiscord(string script, string last) => InteropScript.RunAsync(script, last);
}
