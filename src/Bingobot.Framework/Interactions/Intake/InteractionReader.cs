using Bingobot.Discord.Payloads;

namespace Bingobot.Framework;

/// <summary>Keeps of an interaction what handlers and answers need. Everything is bounded: people send it.</summary>
internal static class InteractionReader
{
    /// <summary>The most characters of a name.</summary>
    public const int MaxName = 100;

    private const int MaxValues = SelectMenu.MaxOptions;
    private const int MaxContent = 4000;

    /// <summary>The fact, with the custom id as Discord sent it; null where nobody expects an answer, as of a ping.</summary>
    public static InteractionReceived? Read(Interaction interaction)
    {
        var user = interaction.Member?.User ?? interaction.User;
        if (user is null || interaction.Type == InteractionType.Ping)
            return null;
        var data = interaction.Data ?? new InteractionData();
        var kind = KindOf(interaction.Type, data.Type);
        var (path, options) = OptionReader.Read(data);
        InteractionReceived fact = new()
        {
            Interaction = interaction.Id,
            Application = interaction.ApplicationId,
            Token = interaction.Token,
            Kind = kind,
            Command = data.Name is null ? "" : Markdown.Shorten(path, MaxName),
            Options = options,
            CustomId = Markdown.Shorten(data.CustomId ?? "", CustomId.MaxLength),
            Values = [.. (data.Values ?? []).Take(MaxValues).Select(value => Markdown.Shorten(value, MaxName))],
            User = user.Id,
            UserName = Name(user, interaction.Member),
            Channel = interaction.ChannelId ?? interaction.Channel?.Id ?? default,
            Message = interaction.Message?.Id,
            Locale = Known(interaction.Locale),
            GuildLocale = Known(interaction.GuildLocale),
            MemberPermissions = interaction.Member?.Permissions,
            AppPermissions = interaction.AppPermissions,
        };
        return kind switch
        {
            InteractionKind.UserCommand => fact with { TargetUser = TargetUser(data) },
            InteractionKind.MessageCommand => fact with { TargetMessage = TargetMessage(data) },
            InteractionKind.Modal => Submitted(fact, data),
            InteractionKind.Component when data.Resolved is not null => fact with { Entities = EntityReader.Read(fact.Values, data.Resolved) },
            _ => fact,
        };
    }

    /// <summary>The name that a user is shown by.</summary>
    public static string Name(User user, GuildMember? member) =>
        Markdown.Shorten(member?.Nick ?? user.GlobalName ?? user.Username, MaxName);

    private static InteractionKind KindOf(InteractionType type, ApplicationCommandType? command) => (type, command) switch
    {
        (InteractionType.ApplicationCommand or InteractionType.ApplicationCommandAutocomplete, null or ApplicationCommandType.ChatInput) =>
            InteractionKind.Command,
        (InteractionType.ApplicationCommand, ApplicationCommandType.User) => InteractionKind.UserCommand,
        (InteractionType.ApplicationCommand, ApplicationCommandType.Message) => InteractionKind.MessageCommand,
        (InteractionType.MessageComponent, _) => InteractionKind.Component,
        (InteractionType.ModalSubmit, _) => InteractionKind.Modal,
        _ => InteractionKind.Other,
    };

    private static string? Known(string? locale) => locale is not null && Locales.IsKnown(locale) ? locale : null;

    private static InteractionReceived Submitted(InteractionReceived fact, InteractionData data)
    {
        var fields = ModalReader.Read(data.Components ?? []);
        return fact with { Fields = fields, Entities = EntityReader.Read(fields.SelectMany(field => field.Values), data.Resolved) };
    }

    private static ResolvedEntity? TargetUser(InteractionData data) =>
        data.TargetId is { } id ? EntityReader.User(id, data.Resolved) : null;

    private static TargetMessage? TargetMessage(InteractionData data) =>
        data.TargetId is { } id && data.Resolved?.Messages?.GetValueOrDefault(id) is { } message
            ? new TargetMessage(
                id,
                message.Author.Id,
                Name(message.Author, message.Member),
                message.Author.Bot == true,
                Markdown.Shorten(message.Content, MaxContent))
            : null;
}
