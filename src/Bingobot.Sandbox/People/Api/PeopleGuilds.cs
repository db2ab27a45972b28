using System.Text.Json;

namespace Bingobot.Sandbox;

/// <summary>The world as a whole, guilds, users, roles and voice, over HTTP.</summary>
internal sealed class PeopleGuilds(LocalSandbox sandbox)
{
    public void Map(PeopleEndpoints api)
    {
        api.Map("GET", "world", _ => Json.Bytes(w => WorldPicture.Write(w, sandbox)));
        api.Map("POST", "guilds", CreateGuildAsync);
        api.Map("POST", "guilds/{guild}/users", AddUserAsync);
        api.Map("PUT", "guilds/{guild}/members/{user}", call => sandbox.JoinAsync(call["guild"], call["user"], call.Aborted));
        api.Map("DELETE", "guilds/{guild}/members/{user}", call => sandbox.LeaveAsync(call["guild"], call["user"], call.Aborted));
        api.Map("PUT", "guilds/{guild}/members/{user}/roles", SetRolesAsync);
        api.Map("POST", "guilds/{guild}/channels", CreateChannelAsync);
        api.Map("POST", "guilds/{guild}/roles", SetRoleAsync);
        api.Map("POST", "guilds/{guild}/voice", SetVoiceAsync);
        api.Map("PUT", "channels/{channel}/permissions", SetOverwriteAsync);
        api.Map("POST", "users/{user}/presence", call => sandbox.SetPresenceAsync(call["user"], call.Text("status"), call.Aborted));
    }

    private async Task<byte[]> CreateGuildAsync(PeopleCall call)
    {
        GuildView guild = await sandbox.CreateGuildAsync(call.Text("name"), call.Body.GetText("owner"), call.Aborted);
        return Json.Bytes(w => WorldPicture.WriteGuild(w, guild));
    }

    private async Task<byte[]> AddUserAsync(PeopleCall call)
    {
        UserView user = await sandbox.AddUserAsync(call["guild"], call.Text("name"), call.Aborted);
        return Json.Bytes(w => WorldPicture.WriteUser(w, user));
    }

    private async Task<byte[]> CreateChannelAsync(PeopleCall call)
    {
        ChannelKind kind = (call.Body.GetText("type") ?? "text") switch
        {
            "text" => ChannelKind.Text,
            "voice" => ChannelKind.Voice,
            var other => throw new SandboxException(400, $"\"{Lookup.Shorten(other)}\" is no type of channel; there are text, voice."),
        };
        ChannelView channel = await sandbox.CreateChannelAsync(call["guild"], call.Text("name"), kind, call.Aborted);
        return Json.Bytes(w => WorldPicture.WriteChannel(w, channel));
    }

    private async Task<byte[]> SetRoleAsync(PeopleCall call)
    {
        Role role = await sandbox.SetRoleAsync(call["guild"], call.Text("name"), call.Bits("permissions"), call.Aborted);
        return Json.Bytes(w => w.WriteRole(role));
    }

    private Task SetRolesAsync(PeopleCall call) =>
        sandbox.SetMemberRolesAsync(call["guild"], call["user"], call.Texts("roles") ?? [], call.Aborted);

    private Task SetOverwriteAsync(PeopleCall call) => sandbox.SetOverwriteAsync(
        call["channel"], call.Text("subject"), call.Bits("allow"), call.Bits("deny"), call.Aborted);

    private async Task<byte[]> SetVoiceAsync(PeopleCall call)
    {
        if (call.Body.ValueKind != JsonValueKind.Object || !call.Body.TryGetProperty("channel", out JsonElement given))
            throw new SandboxException(400, "\"channel\" is missing: a voice channel's id or name, or null to leave.");
        string? channel = given.ValueKind == JsonValueKind.Null ? null : call.Text("channel");
        string user = call.Text("user");
        await sandbox.SetVoiceAsync(call["guild"], user, channel, call.Aborted);
        World world = sandbox.World;
        ulong guildId = Lookup.Guild(world, call["guild"]).Id;
        ulong userId = Lookup.User(world, user).Id;
        return Json.Bytes(w => WorldPicture.WriteVoice(
            w, guildId, world.Voice.GetValueOrDefault((guildId, userId))?.ChannelId, userId));
    }
}
