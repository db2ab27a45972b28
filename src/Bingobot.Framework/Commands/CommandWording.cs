using Bingobot.Discord.Payloads;

namespace Bingobot.Framework;

/// <summary>
/// Puts the names and descriptions of commands in all languages in which they are to be had. See
/// <see href="https://docs.discord.com/developers/interactions/application-commands#localization"/>.
/// </summary>
/// <param name="texts">The module's translations.</param>
internal sealed class CommandWording(Translations texts)
{
    public ApplicationCommand Apply(ApplicationCommand command)
    {
        var path = command.Type == ApplicationCommandType.ChatInput ? "/" + command.Name : command.Name;
        return command with
        {
            NameLocalizations = texts.AllOf(path),
            DescriptionLocalizations = command.Description is { } description ? texts.AllOf(description) : null,
            Options = command.Options is { } options ? [.. options.Select(option => Apply(path, option))] : null,
        };
    }

    private ApplicationCommandOption Apply(string above, ApplicationCommandOption option)
    {
        var path = $"{above} {option.Name}";
        return option with
        {
            NameLocalizations = texts.AllOf(path),
            DescriptionLocalizations = texts.AllOf(option.Description),
            Choices = option.Choices is { } choices
                ? [.. choices.Select(choice => choice with { NameLocalizations = texts.AllOf(choice.Name) })]
                : null,
            Options = option.Options is { } inner ? [.. inner.Select(within => Apply(path, within))] : null,
        };
    }
}
