using System.Text.Json;

namespace Bingobot.Sandbox;

/// <summary>Finding and using the buttons and menus of a message.</summary>
internal static class Components
{
    /// <summary>All of them that have a custom id, in the order in which they are shown.</summary>
    public static IEnumerable<JsonElement> Interactive(JsonElement? components) =>
        components is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray().SelectMany(Interactive) : [];

    private static IEnumerable<JsonElement> Interactive(JsonElement component)
    {
        if (component.GetText("custom_id") is not null)
            return [component];
        IEnumerable<JsonElement> inside = component.GetItems("components").SelectMany(Interactive);
        return component.Get("accessory") is { } accessory ? inside.Concat(Interactive(accessory)) : inside;
    }

    /// <exception cref="SandboxException">404: not there; 400: disabled.</exception>
    public static JsonElement Find(Message message, string customId)
    {
        JsonElement[] all = [.. Interactive(message.Components)];
        JsonElement component = all.Where(c => c.GetText("custom_id") == customId).Select(c => (JsonElement?)c).FirstOrDefault()
            ?? throw new SandboxException(
                404,
                $"Message {message.Id} has no component with the custom id \"{Lookup.Shorten(customId)}\"; it has {Lookup.Names(all, c => c.GetText("custom_id")!)}.");
        return component.GetFlag("disabled")
            ? throw new SandboxException(400, $"\"{component.GetText("label") ?? component.GetText("placeholder") ?? customId}\" is disabled.")
            : component;
    }

    /// <summary>The interaction's data.</summary>
    /// <exception cref="SandboxException">400: the values are not allowed.</exception>
    public static JsonElement Use(World world, Guild? guild, JsonElement component, IReadOnlyList<string>? values)
    {
        ComponentKind kind = (ComponentKind)(component.GetInt("type") ?? 0);
        Resolved resolved = new(world, guild);
        List<JsonElement> chosen = [];
        if (kind == ComponentKind.Button)
        {
            if (values is { Count: > 0 })
                throw new SandboxException(400, "A button takes no values.");
        }
        else
        {
            int min = component.GetInt("min_values") ?? 1;
            int max = component.GetInt("max_values") ?? 1;
            if ((values?.Count ?? 0) < min || (values?.Count ?? 0) > max)
                throw new SandboxException(400, $"The menu takes {(min == max ? $"{min}" : $"{min} to {max}")} values, not {values?.Count ?? 0}.");
            foreach (string value in (values ?? []).Distinct(StringComparer.Ordinal))
                chosen.Add(Choose(world, guild, component, (int)kind, value, resolved));
        }

        return Json.Element(w =>
        {
            w.WriteStartObject();
            w.WriteString("custom_id", component.GetText("custom_id"));
            w.WriteNumber("component_type", (int)kind);
            if (component.GetInt("id") is { } id)
                w.WriteNumber("id", id);
            if (kind != ComponentKind.Button)
                w.Array("values", chosen, value => value.WriteTo(w));
            if (resolved.Any)
                resolved.Write(w);
            w.WriteEndObject();
        });
    }

    /// <summary>One value of a menu, in full where it names something.</summary>
    /// <exception cref="SandboxException">404: what it names is not there; 400: the menu has no such value.</exception>
    public static JsonElement Choose(
        World world, Guild? guild, JsonElement component, int type, string value, Resolved resolved)
    {
        switch (type)
        {
            case ComponentType.UserSelect:
                return resolved.AddUser(value);
            case ComponentType.RoleSelect:
                return resolved.AddRole(value);
            case ComponentType.MentionableSelect:
                return resolved.AddMentionable(value);
            case ComponentType.ChannelSelect:
                return resolved.AddChannel(Lookup.Channel(world, value, guild));
            default:
                JsonElement[] options = [.. component.GetItems("options")];
                if (!options.Any(option => option.GetText("value") == value))
                {
                    throw new SandboxException(
                        400,
                        $"The menu has no value \"{Lookup.Shorten(value)}\"; it has {Lookup.Names(options, option => option.GetText("value")!)}.");
                }

                return Json.Element(w => w.WriteStringValue(value));
        }
    }
}
