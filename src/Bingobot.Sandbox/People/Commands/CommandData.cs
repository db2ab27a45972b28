using System.Text.Json;

namespace Bingobot.Sandbox;

/// <summary>The data of a command's interaction
/// (<see href="https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-application-command-data-structure"/>).</summary>
internal static class CommandData
{
    /// <exception cref="SandboxException">400: an option is not as declared.</exception>
    public static JsonElement Build(
        World world, Guild? guild, CommandLeaf command, IReadOnlyDictionary<string, JsonElement> given)
    {
        OptionReader reader = new(world, guild, command);
        return Build(command, reader, reader.Read(given), focused: null);
    }

    /// <summary>While the command is still being typed: what is wrong or missing does not matter yet.</summary>
    /// <param name="world">The world.</param>
    /// <param name="guild">The guild.</param>
    /// <param name="command">The command.</param>
    /// <param name="given">What was typed so far.</param>
    /// <param name="focused">The option that is being typed; the bot is asked for what it can be.</param>
    /// <exception cref="SandboxException">400: no such option, or not one that the bot completes.</exception>
    public static JsonElement BuildUnfinished(
        World world, Guild? guild, CommandLeaf command, IReadOnlyDictionary<string, JsonElement> given, string focused)
    {
        OptionReader reader = new(world, guild, command);
        return Build(command, reader, reader.ReadUnfinished(given, focused), focused);
    }

    private static JsonElement Build(
        CommandLeaf command,
        OptionReader reader,
        IReadOnlyList<(string Name, int Type, JsonElement Value)> values,
        string? focused) => Json.Element(w =>
        {
            w.WriteStartObject();
            w.WriteString("id", command.Root.GetText("id"));
            w.WriteString("name", command.Root.GetText("name"));
            w.WriteNumber("type", CommandForm.ChatInput);
            if (command.Root.GetText("guild_id") is { } guildId)
                w.WriteString("guild_id", guildId);
            WriteOptions(w, command.Path, values, focused);
            if (reader.Resolved.Any)
                reader.Resolved.Write(w);
            w.WriteEndObject();
        });

    /// <summary>Each group or subcommand is an option that has the next as its only one.</summary>
    private static void WriteOptions(
        Utf8JsonWriter writer,
        IEnumerable<JsonElement> path,
        IReadOnlyList<(string Name, int Type, JsonElement Value)> values,
        string? focused)
    {
        writer.WriteStartArray("options");
        if (path.FirstOrDefault() is { ValueKind: JsonValueKind.Object } step)
        {
            writer.WriteStartObject();
            writer.WriteString("name", step.GetText("name"));
            writer.WriteNumber("type", step.GetInt("type") ?? CommandForm.SubCommand);
            WriteOptions(writer, path.Skip(1), values, focused);
            writer.WriteEndObject();
        }
        else
        {
            foreach ((string name, int type, JsonElement value) in values)
            {
                writer.WriteStartObject();
                writer.WriteString("name", name);
                writer.WriteNumber("type", type);
                writer.Element("value", value);
                if (name == focused)
                    writer.WriteBoolean("focused", true);
                writer.WriteEndObject();
            }
        }

        writer.WriteEndArray();
    }
}
