using System.Globalization;
using Bingobot.Discord.Payloads;

namespace Bingobot.Framework;

/// <summary>Holds answers to what Discord takes, so that a handler's mistake is found before it is recorded.</summary>
internal static class AnswerCheck
{
    /// <summary>The answer, as it can be given.</summary>
    /// <exception cref="InvalidOperationException">It cannot be given: the handler is wrong.</exception>
    public static Answer Checked(Answer answer, InteractionReceived fact)
    {
        var onMessage = fact.Kind == InteractionKind.Component || (fact.Kind == InteractionKind.Modal && fact.Message is not null);
        switch (answer.Kind)
        {
            case AnswerKind.Silence:
                return onMessage ? answer : Answer.Whisper(FrameworkTexts.For(fact).Say(FrameworkTexts.Done)) with { Key = answer.Key, For = answer.For };
            case AnswerKind.Modal:
                Require(fact.Kind != InteractionKind.Modal, "A modal cannot be answered by another.");
                ModalCheck.Check(answer.Modal ?? throw new InvalidOperationException("The answer has no modal."));
                return answer;
            case AnswerKind.Update when !onMessage:
                answer = answer with { Kind = AnswerKind.Reply };
                break;
            case AnswerKind.Update:
            case AnswerKind.Reply:
                break;
        }
        MessageCheck.Check(answer.Body);
        return answer;
    }

    /// <summary>Throws what a handler did wrong.</summary>
    /// <exception cref="InvalidOperationException">The condition does not hold.</exception>
    public static void Require(bool condition, string mistake)
    {
        if (!condition)
            throw new InvalidOperationException(mistake);
    }

    /// <summary>Checks the options of a menu, of a message or modal.</summary>
    /// <exception cref="InvalidOperationException">It cannot be shown.</exception>
    public static void Check(SelectMenu menu)
    {
        var isText = menu.Type == ComponentType.StringSelect;
        Require(
            isText || menu.Type is ComponentType.UserSelect or ComponentType.RoleSelect or ComponentType.MentionableSelect or ComponentType.ChannelSelect,
            $"'{menu.Type}' is no menu.");
        Require(
            isText == menu.Options is { Count: >= 1 and <= SelectMenu.MaxOptions },
            $"The menu '{menu.CustomId}' has 1 to {SelectMenu.MaxOptions} options where they are given, and none where Discord fills it.");
        Require(
            menu.Min is >= 0 and <= SelectMenu.MaxOptions && menu.Max is >= 1 and <= SelectMenu.MaxOptions && menu.Min <= menu.Max,
            string.Create(
                CultureInfo.InvariantCulture,
                $"In the menu '{menu.CustomId}' {menu.Min} to {menu.Max} can be chosen; 0 to {SelectMenu.MaxOptions} are possible."));
        Require(
            menu.Chosen is null || (!isText && menu.Chosen.Count <= menu.Max && menu.Chosen.All(chosen => Offers(menu.Type, chosen.Kind))),
            $"What is chosen at first in the menu '{menu.CustomId}' is too much, or nothing that it offers.");
        Require((menu.Placeholder?.Length ?? 0) <= SelectMenu.MaxPlaceholder, $"The placeholder of the menu '{menu.CustomId}' is too long.");
        Check(menu.Options ?? [], menu.CustomId);
    }

    /// <summary>Checks the options of a menu or field.</summary>
    /// <exception cref="InvalidOperationException">They cannot be shown.</exception>
    public static void Check(IReadOnlyList<MenuOption> options, string name)
    {
        foreach (var option in options)
        {
            Require(
                option.Label.Length is >= 1 and <= SelectMenu.MaxText && option.Value.Length is >= 1 and <= SelectMenu.MaxText
                    && (option.Description?.Length ?? 0) <= SelectMenu.MaxText,
                $"The option '{option.Label}' of '{name}' has a label, value or description that is empty or too long.");
        }
        Require(
            options.Select(option => option.Value).Distinct(StringComparer.Ordinal).Count() == options.Count,
            $"Two options of '{name}' have the same value.");
    }

    private static bool Offers(ComponentType menu, EntityKind kind) => kind switch
    {
        EntityKind.User => menu is ComponentType.UserSelect or ComponentType.MentionableSelect,
        EntityKind.Role => menu is ComponentType.RoleSelect or ComponentType.MentionableSelect,
        EntityKind.Channel => menu is ComponentType.ChannelSelect,
        EntityKind.File => false,
        _ => false,
    };
}
