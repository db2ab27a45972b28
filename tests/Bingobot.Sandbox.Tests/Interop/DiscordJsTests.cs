namespace Bingobot.Sandbox.Tests.Interop;

/// <summary>A client that is not ours must not notice that this is not Discord.</summary>
public class DiscordJsTests
{
    [Theory]
    [InlineData("login", "a second acknowledgement is refused with 40060")]
    [InlineData("messages", "an empty message is refused with 50006")]
    [InlineData("interactions", "a guild's own command is registered")]
    [InlineData("guilds", "people are held to their permissions too")]
    [InlineData("resume", "a session that is gone is replaced by a new one")]
    [InlineData("refusals", "and reactions that were not asked for do not come")]
    [InlineData("described", "every answer is as Discord describes it")]
    public Task StockClient_DoesNotNoticeThatThisIsNotDiscord(string script, string last) => InteropScript.RunAsync(script, last);
}
