using Bingobot.Sandbox.Tests.Support;

namespace Bingobot.Sandbox.Tests.Rest;

/// <summary>Each endpoint with everything but the one permission that it needs, and with that.</summary>
public class PermissionTests
{
    private const ulong AllButAdministrator = Permissions.All & ~Permissions.Administrator;
    private const string Poll = """{"poll":{"question":{"text":"q"},"answers":[{"poll_media":{"text":"a"}}]}}""";

    [Theory]
    [InlineData("POST", "channels/{general}/messages", """{"content":"x"}""", Permissions.SendMessages)]
    [InlineData("POST", "channels/{general}/messages", Poll, Permissions.SendPolls)]
    [InlineData("POST", "channels/{general}/typing", null, Permissions.SendMessages)]
    [InlineData("GET", "channels/{general}/messages/{message}", null, Permissions.ReadMessageHistory)]
    [InlineData("DELETE", "channels/{general}/messages/{message}", null, Permissions.ManageMessages)]
    [InlineData("POST", "channels/{general}/messages/bulk-delete", """{"messages":["{message}","{thread}"]}""", Permissions.ManageMessages)]
    [InlineData("PUT", "channels/{general}/messages/pins/{message}", null, Permissions.PinMessages)]
    [InlineData("PUT", "channels/{general}/messages/{message}/reactions/👍/@me", null, Permissions.AddReactions)]
    [InlineData("DELETE", "channels/{general}/messages/{message}/reactions", null, Permissions.ManageMessages)]
    [InlineData("PATCH", "channels/{general}", """{"topic":"t"}""", Permissions.ManageChannels)]
    [InlineData("DELETE", "channels/{general}", null, Permissions.ManageChannels)]
    [InlineData("POST", "guilds/{guild}/channels", """{"name":"n"}""", Permissions.ManageChannels)]
    [InlineData("PUT", "channels/{general}/permissions/{guild}", """{"type":0,"deny":"0"}""", Permissions.ManageRoles)]
    [InlineData("PATCH", "guilds/{guild}", """{"name":"Renamed"}""", Permissions.ManageGuild)]
    [InlineData("POST", "guilds/{guild}/roles", "{}", Permissions.ManageRoles)]
    [InlineData("PATCH", "guilds/{guild}/members/{grace}", """{"nick":"n"}""", Permissions.ManageNicknames)]
    [InlineData("PATCH", "guilds/{guild}/members/@me", """{"nick":"n"}""", Permissions.ChangeNickname)]
    [InlineData("PATCH", "guilds/{guild}/members/{grace}", """{"communication_disabled_until":null}""", Permissions.ModerateMembers)]
    [InlineData("DELETE", "guilds/{guild}/members/{grace}", null, Permissions.KickMembers)]
    [InlineData("PUT", "guilds/{guild}/bans/{grace}", "{}", Permissions.BanMembers)]
    [InlineData("GET", "guilds/{guild}/bans", null, Permissions.BanMembers)]
    [InlineData("POST", "channels/{general}/webhooks", """{"name":"w"}""", Permissions.ManageWebhooks)]
    [InlineData("GET", "channels/{general}/webhooks", null, Permissions.ManageWebhooks)]
    [InlineData("GET", "guilds/{guild}/webhooks", null, Permissions.ManageWebhooks)]
    [InlineData("POST", "channels/{general}/threads", """{"name":"t","type":11}""", Permissions.CreatePublicThreads)]
    [InlineData("POST", "channels/{general}/threads", """{"name":"t","type":12}""", Permissions.CreatePrivateThreads)]
    [InlineData("POST", "channels/{general}/messages/{message}/threads", """{"name":"t"}""", Permissions.CreatePublicThreads)]
    [InlineData("GET", "channels/{general}/threads/archived/private", null, Permissions.ManageThreads)]
    [InlineData("GET", "channels/{general}/threads/archived/public", null, Permissions.ReadMessageHistory)]
    [InlineData("PATCH", "channels/{thread}", """{"locked":true}""", Permissions.ManageThreads)]
    [InlineData("PATCH", "channels/{thread}", """{"name":"renamed"}""", Permissions.ManageThreads)]
    [InlineData("DELETE", "channels/{thread}", null, Permissions.ManageThreads)]
    [InlineData("POST", "channels/{thread}/messages", """{"content":"x"}""", Permissions.SendMessagesInThreads)]
    [InlineData("PUT", "channels/{thread}/thread-members/{grace}", null, Permissions.SendMessagesInThreads)]
    [InlineData("DELETE", "channels/{thread}/thread-members/{ada}", null, Permissions.ManageThreads)]
    public async Task Endpoint_WithoutItsPermission_IsRefusedAndWithItIsServed(string method, string path, string? body, ulong needed)
    {
        await using SandboxHost host = await SandboxHost.StartAsync(new SandboxOptions { EnforceRateLimits = false });
        Func<string, string> place = await PlacesAsync(host);

        await host.LimitBotAsync(AllButAdministrator & ~needed);
        Answer without = await host.BotAsync(method, place(path), body is null ? null : place(body));
        await host.LimitBotAsync(AllButAdministrator);
        Answer with = await host.BotAsync(method, place(path), body is null ? null : place(body));

        Assert.Equal((403, 50013), (without.Status, without.Code));
        Assert.True(with.Status is >= 200 and < 300, $"{with.Status} {with.Json}");
    }

    [Theory]
    [InlineData("GET", "channels/{general}")]
    [InlineData("POST", "channels/{general}/messages")]
    [InlineData("GET", "channels/{thread}")]
    [InlineData("PUT", "channels/{thread}/thread-members/@me")]
    [InlineData("POST", "channels/{general}/threads")]
    public async Task Channel_ThatTheBotCannotSee_IsRefusedWith50001(string method, string path)
    {
        await using SandboxHost host = await SandboxHost.StartAsync();
        Func<string, string> place = await PlacesAsync(host);
        await host.LimitBotAsync(AllButAdministrator & ~Permissions.ViewChannel);

        Answer answer = await host.BotAsync(method, place(path), method == "POST" ? """{"content":"x","name":"n"}""" : null);

        Assert.Equal((403, 50001), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Members_OfAHigherRole_AreOutOfTheBotsReach()
    {
        await using SandboxHost host = await SandboxHost.StartAsync();
        string owner = host.UserId("ada");

        Answer kick = await host.BotAsync("DELETE", $"guilds/{host.Guild}/members/{owner}");
        Answer ban = await host.BotAsync("PUT", $"guilds/{host.Guild}/bans/{owner}", "{}");
        Answer rename = await host.BotAsync("PATCH", $"guilds/{host.Guild}/members/{owner}", """{"nick":"n"}""");

        Assert.All((Answer[])[kick, ban, rename], answer => Assert.Equal((403, 50013), (answer.Status, answer.Code)));
    }

    /// <summary>A message of ada's, and a thread that she began from another.</summary>
    private static async Task<Func<string, string>> PlacesAsync(SandboxHost host)
    {
        Answer message = await host.PeopleAsync("POST", $"channels/{host.General}/messages", """{"user":"ada","content":"one"}""");
        Answer starter = await host.PeopleAsync("POST", $"channels/{host.General}/messages", """{"user":"ada","content":"two"}""");
        Answer thread = await host.PeopleAsync(
            "POST", $"channels/{host.General}/threads", $$"""{"user":"ada","name":"t","message":"{{starter.Text("id")}}"}""");
        (string Name, string Id)[] places =
        [
            ("{general}", host.General), ("{guild}", host.Guild), ("{message}", message.Text("id")), ("{thread}", thread.Text("id")),
            ("{grace}", host.UserId("grace")), ("{ada}", host.UserId("ada")),
        ];
        return text => places.Aggregate(text, (filled, place) => filled.Replace(place.Name, place.Id, StringComparison.Ordinal));
    }
}
