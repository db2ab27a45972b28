using System.Text.Json;

namespace Bingobot.Sandbox;

/// <summary>The data of a command that was chosen in the menu of a user or a message
/// (<see href="https://docs.discord.com/developers/interactions/application-commands#user-commands"/>).</summary>
internal static class MenuCommandData
{
    /// <exception cref="SandboxException">404: no such user or message.</exception>
    public static JsonElement Build(World world, GuildChannel channel, User person, JsonElement command, string target)
    {
        Resolved resolved = new(world, world.GuildOf(channel));
        bool onUser = command.GetInt("type") == CommandForm.OnUser;
        JsonElement id = onUser ? resolved.AddUser(target) : resolved.AddMessage(FindMessage(world, channel, person, target));
        return Json.Element(w =>
        {
            w.WriteStartObject();
            w.WriteString("id", command.GetText("id"));
            w.WriteString("name", command.GetText("name"));
            w.WriteNumber("type", onUser ? CommandForm.OnUser : CommandForm.OnMessage);
            if (command.GetText("guild_id") is { } guildId)
                w.WriteString("guild_id", guildId);
            w.Element("target_id", id);
            resolved.Write(w);
            w.WriteEndObject();
        });
    }

    private static Message FindMessage(World world, GuildChannel channel, User person, string target) =>
        Snowflake.TryParse(target, out ulong id) && world.FindMessage(channel.Id, id) is { } message
        && Viewing.IsVisible(message, person.Id)
            ? message
            : throw new SandboxException(404, $"There is no message \"{Lookup.Shorten(target)}\" in {channel.Name} that {person.Name} sees.");
}
