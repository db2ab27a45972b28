using System.Text.Json;
using Bingobot.Discord.Payloads;

namespace Bingobot.Framework;

/// <summary>Keeps of an interaction what handlers and answers need.</summary>
internal static class InteractionReader
{
    private const int MaxName = 100;
    private const int MaxValues = 25;

    /// <summary>The fact; null where nobody expects an answer by a handler, as of a ping.</summary>
    public static InteractionReceived? Read(Interaction interaction)
    {
        var user = interaction.Member?.User ?? interaction.User;
        if (user is null || interaction.Type is InteractionType.Ping or InteractionType.ApplicationCommandAutocomplete)
            return null;
        var data = interaction.Data ?? new InteractionData();
        List<string> path = [data.Name ?? ""];
        var options = data.Options ?? [];
        while (options is [{ Type: ApplicationCommandOptionType.Subcommand or ApplicationCommandOptionType.SubcommandGroup } inner])
        {
            path.Add(inner.Name);
            options = inner.Options ?? [];
        }

        return new InteractionReceived
        {
            Interaction = interaction.Id,
            Application = interaction.ApplicationId,
            Token = interaction.Token,
            Kind = interaction.Type switch
            {
                InteractionType.ApplicationCommand when data.Type is null or ApplicationCommandType.ChatInput =>
                    InteractionKind.Command,
                InteractionType.MessageComponent => InteractionKind.Component,
                _ => InteractionKind.Other,
            },
            Command = interaction.Type == InteractionType.ApplicationCommand
                ? Markdown.Shorten(string.Join(' ', path), MaxName)
                : "",
            Options = [.. options.Take(CommandOptions.MaxOptions).Select(option => Option(option, data.Resolved))],
            CustomId = Markdown.Shorten(data.CustomId ?? "", CustomId.MaxLength),
            Values = [.. (data.Values ?? []).Take(MaxValues).Select(value => Markdown.Shorten(value, MaxName))],
            User = user.Id,
            UserName = Name(user, interaction.Member),
            Channel = interaction.ChannelId ?? interaction.Channel?.Id ?? default,
            Message = interaction.Message?.Id,
        };
    }

    private static string Name(User user, GuildMember? member) =>
        Markdown.Shorten(member?.Nick ?? user.GlobalName ?? user.Username, MaxName);

    private static OptionValue Option(InteractionDataOption option, ResolvedData? resolved)
    {
        var text = option.Value switch
        {
            { ValueKind: JsonValueKind.String } value => value.GetString() ?? "",
            { ValueKind: JsonValueKind.True } => OptionCheck.True,
            { ValueKind: JsonValueKind.False } => "false",
            { } value => value.GetRawText(),
            null => "",
        };
        OptionValue given = new(
            Markdown.Shorten(option.Name, MaxName), option.Type, Markdown.Shorten(text, CommandOptions.MaxText));
        if (text.Length > CommandOptions.MaxText)
            given = given with { Length = text.Length };
        return Snowflake.TryParse(text, out var id) && resolved is not null ? Labelled(given, id, resolved) : given;
    }

    private static OptionValue Labelled(OptionValue given, Snowflake id, ResolvedData resolved)
    {
        switch (given.Type)
        {
            case ApplicationCommandOptionType.User:
                return resolved.Users?.GetValueOrDefault(id) is { } user
                    ? given with
                    {
                        Label = Name(user, resolved.Members?.GetValueOrDefault(id)),
                        Bot = user.Bot == true ? true : null,
                    }
                    : given;
            case ApplicationCommandOptionType.Channel:
                return given with { Label = resolved.Channels?.GetValueOrDefault(id)?.Name };
            case ApplicationCommandOptionType.Role:
                return given with { Label = resolved.Roles?.GetValueOrDefault(id)?.Name };
            default:
                return given;
        }
    }
}
