using System.Globalization;
using Bingobot.Discord.Payloads;
using static Bingobot.Framework.AnswerCheck;

namespace Bingobot.Framework;

/// <summary>Holds messages to what Discord takes.</summary>
internal static class MessageCheck
{
    /// <exception cref="InvalidOperationException">It cannot be shown: the handler is wrong.</exception>
    public static void Check(MessageBody body)
    {
        if (body.Layout is { } layout)
            CheckLayout(body, layout);
        else
            CheckPlain(body);
        MessageBlock[] blocks = [.. Flat(body.Layout ?? [])];
        Button[] buttons = [.. body.Rows.SelectMany(row => row), .. blocks.SelectMany(block => block.Buttons ?? [])];
        SelectMenu[] menus = [.. body.Menus ?? [], .. blocks.Select(block => block.Menu).OfType<SelectMenu>()];
        foreach (var button in buttons)
            Check(button);
        foreach (var menu in menus)
        {
            Require(menu.CustomId.Length is >= 1 and <= CustomId.MaxUnsealed, "A menu has a custom id that is empty or too long.");
            AnswerCheck.Check(menu);
        }
        string[] ids = [.. buttons.Where(button => !button.IsSilent).Select(button => button.CustomId), .. menus.Select(menu => menu.CustomId)];
        Require(ids.Distinct(StringComparer.Ordinal).Count() == ids.Length, "Two components of the answer have the same custom id.");
    }

    private static void CheckPlain(MessageBody body)
    {
        var menus = body.Menus ?? [];
        Require(body.Text.Length > 0 || body.Rows.Count > 0 || menus.Count > 0, "The answer is empty.");
        Require(
            body.Text.Length <= MessageBody.MaxText,
            $"The answer has {body.Text.Length} characters; {MessageBody.MaxText} are allowed.");
        Require(
            body.Rows.Count + menus.Count <= MessageBody.MaxRows && body.Rows.All(row => row.Count is >= 1 and <= MessageBody.MaxButtonsInRow),
            $"The answer has at most {MessageBody.MaxRows} rows of a menu or 1 to {MessageBody.MaxButtonsInRow} buttons.");
    }

    private static void CheckLayout(MessageBody body, IReadOnlyList<MessageBlock> layout)
    {
        Require(
            body.Text.Length == 0 && body.Rows.Count == 0 && (body.Menus ?? []).Count == 0,
            "An answer that is laid out has its texts, buttons and menus in the layout alone.");
        foreach (var block in layout)
            Check(block, isWithin: false);
        var parts = layout.Sum(Parts);
        Require(
            parts is >= 1 and <= MessageBody.MaxParts,
            string.Create(CultureInfo.InvariantCulture, $"The answer has {parts} parts; 1 to {MessageBody.MaxParts} are allowed."));
        var characters = Flat(layout).SelectMany(block => block.Texts ?? []).Sum(text => text.Length);
        Require(
            characters <= MessageBody.MaxLayoutText,
            string.Create(CultureInfo.InvariantCulture, $"The answer has {characters} characters; {MessageBody.MaxLayoutText} are allowed."));
    }

    private static void Check(MessageBlock block, bool isWithin)
    {
        var texts = block.Texts ?? [];
        var buttons = block.Buttons ?? [];
        var pictures = block.Pictures ?? [];
        switch (block.Kind)
        {
            case MessageBlockKind.Text:
                Require(texts.Count == 1, "A text of the answer has one text.");
                break;
            case MessageBlockKind.Section:
                Require(
                    texts.Count is >= 1 and <= MessageBlock.MaxTexts && buttons.Count + pictures.Count == 1,
                    $"A section of the answer has 1 to {MessageBlock.MaxTexts} texts and one button or picture.");
                break;
            case MessageBlockKind.Gallery:
                Require(pictures.Count is >= 1 and <= MessageBlock.MaxPictures, $"A gallery of the answer has 1 to {MessageBlock.MaxPictures} pictures.");
                break;
            case MessageBlockKind.Separator:
                break;
            case MessageBlockKind.Buttons:
                Require(buttons.Count is >= 1 and <= MessageBody.MaxButtonsInRow, $"A row of the answer has 1 to {MessageBody.MaxButtonsInRow} buttons.");
                break;
            case MessageBlockKind.Menu:
                Require(block.Menu is not null, "A menu of the answer is missing.");
                break;
            case MessageBlockKind.Container:
                Require(!isWithin && block.Blocks is { Count: > 0 }, "A container of the answer has something within, and is in no other.");
                foreach (var within in block.Blocks!)
                    Check(within, isWithin: true);
                Require(block.Color is null or (>= 0 and <= 0xFFFFFF), "A container's colour is 0x000000 to 0xFFFFFF.");
                break;
        }
        Require(texts.All(text => text.Length > 0), "A text of the answer is empty.");
        foreach (var picture in pictures)
            Check(picture);
    }

    private static void Check(Picture picture) => Require(
        picture.Url.Length is >= 1 and <= Picture.MaxUrl && (picture.Description?.Length ?? 0) <= Picture.MaxDescription,
        $"The picture '{picture.Description}' has a URL that is empty or too long, or its description is too long.");

    private static void Check(Button button)
    {
        if (button.Sku is not null)
        {
            Require(
                button.Style == ButtonStyle.Premium && button.Label.Length == 0 && button.Url is null && button.Emoji is null,
                "A button that sells has no label, emoji or URL of its own.");
            return;
        }
        Require(button.Label.Length is >= 1 and <= Button.MaxLabel, $"The button '{button.Label}' has a label that is empty or too long.");
        if (button.Url is { } url)
            Require(button.Style == ButtonStyle.Link && url.Length is >= 1 and <= Button.MaxUrl, $"The link '{button.Label}' has no URL that can be shown.");
        else
            Require(
                button.Style is not (ButtonStyle.Link or ButtonStyle.Premium) && button.CustomId.Length is >= 1 and <= CustomId.MaxUnsealed,
                $"The button '{button.Label}' has a custom id that is empty or too long, or a style that makes no interaction.");
    }

    /// <summary>The blocks, and those within.</summary>
    private static IEnumerable<MessageBlock> Flat(IReadOnlyList<MessageBlock> blocks) =>
        blocks.SelectMany(block => (IEnumerable<MessageBlock>)[block, .. block.Blocks ?? []]);

    /// <summary>As Discord counts them: a row, and each button and menu in one; a section, its texts and what is beside them.</summary>
    private static int Parts(MessageBlock block) => 1 + block.Kind switch
    {
        MessageBlockKind.Section => (block.Texts?.Count ?? 0) + 1,
        MessageBlockKind.Buttons => block.Buttons?.Count ?? 0,
        MessageBlockKind.Menu => 1,
        MessageBlockKind.Container => (block.Blocks ?? []).Sum(Parts),
        _ => 0,
    };
}
