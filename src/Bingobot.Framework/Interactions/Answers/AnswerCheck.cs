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
        Check(answer.Body);
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
        Require((menu.Placeholder?.Length ?? 0) <= SelectMenu.MaxPlaceholder, $"The placeholder of the menu '{menu.CustomId}' is too long.");
        foreach (var option in menu.Options ?? [])
        {
            Require(
                option.Label.Length is >= 1 and <= SelectMenu.MaxText && option.Value.Length is >= 1 and <= SelectMenu.MaxText
                    && (option.Description?.Length ?? 0) <= SelectMenu.MaxText,
                $"The option '{option.Label}' of the menu '{menu.CustomId}' has a label, value or description that is empty or too long.");
        }
        Require(
            (menu.Options ?? []).Select(option => option.Value).Distinct(StringComparer.Ordinal).Count() == (menu.Options?.Count ?? 0),
            $"Two options of the menu '{menu.CustomId}' have the same value.");
    }

    private static void Check(MessageBody body)
    {
        var menus = body.Menus ?? [];
        Require(body.Text.Length > 0 || body.Rows.Count > 0 || menus.Count > 0, "The answer is empty.");
        Require(
            body.Text.Length <= MessageBody.MaxText,
            $"The answer has {body.Text.Length} characters; {MessageBody.MaxText} are allowed.");
        Require(
            body.Rows.Count + menus.Count <= MessageBody.MaxRows && body.Rows.All(row => row.Count is >= 1 and <= MessageBody.MaxButtonsInRow),
            $"The answer has at most {MessageBody.MaxRows} rows of a menu or 1 to {MessageBody.MaxButtonsInRow} buttons.");
        Button[] buttons = [.. body.Rows.SelectMany(row => row)];
        foreach (var button in buttons)
            Check(button);
        foreach (var menu in menus)
        {
            Require(menu.CustomId.Length is >= 1 and <= CustomId.MaxUnsealed, "A menu has a custom id that is empty or too long.");
            Check(menu);
        }
        string[] ids = [.. buttons.Where(button => button.Url is null).Select(button => button.CustomId), .. menus.Select(menu => menu.CustomId)];
        Require(ids.Distinct(StringComparer.Ordinal).Count() == ids.Length, "Two components of the answer have the same custom id.");
    }

    private static void Check(Button button)
    {
        Require(button.Label.Length is >= 1 and <= Button.MaxLabel, $"The button '{button.Label}' has a label that is empty or too long.");
        if (button.Url is { } url)
            Require(button.Style == ButtonStyle.Link && url.Length is >= 1 and <= Button.MaxUrl, $"The link '{button.Label}' has no URL that can be shown.");
        else
            Require(
                button.Style is not (ButtonStyle.Link or ButtonStyle.Premium) && button.CustomId.Length is >= 1 and <= CustomId.MaxUnsealed,
                $"The button '{button.Label}' has a custom id that is empty or too long, or a style that makes no interaction.");
    }
}
