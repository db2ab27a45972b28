namespace Bingobot.Sandbox.Tests.Support;

/// <summary>What the bot may do in the guild: by its own role alone.</summary>
internal static class BotRights
{
    public static async Task LimitBotAsync(this SandboxHost host, ulong permissions)
    {
        Role own = host.World.Roles.Values.Single(role => role.BotId is not null);
        Answer role = await host.PeopleAsync(
            "POST", $"guilds/{host.Guild}/roles", $$"""{"name":"{{SandboxHost.Id(own.Id)}}","permissions":"{{permissions}}"}""");
        Answer everyone = await host.PeopleAsync("POST", $"guilds/{host.Guild}/roles", """{"name":"everyone","permissions":"0"}""");
        Assert.Equal((200, 200), (role.Status, everyone.Status));
    }
}
