using System.Globalization;
using Bingobot.Discord.Payloads;
using static Bingobot.Framework.AnswerCheck;

namespace Bingobot.Framework;

/// <summary>Holds modals to what Discord takes.</summary>
internal static class ModalCheck
{
    private const int MaxFiles = 10;

    /// <exception cref="InvalidOperationException">It cannot be opened: the handler is wrong.</exception>
    public static void Check(Modal modal)
    {
        Require(modal.CustomId.Length is >= 1 and <= CustomId.MaxUnsealed, "The modal has a custom id that is empty or too long.");
        Require(modal.Title.Length is >= 1 and <= Modal.MaxTitle, $"The modal's title '{modal.Title}' has 1 to {Modal.MaxTitle} characters.");
        Require(modal.Fields.Count is >= 1 and <= Modal.MaxFields, $"The modal has {modal.Fields.Count} fields; 1 to {Modal.MaxFields} are allowed.");
        string[] names = [.. modal.Fields.Where(field => field.Type != ComponentType.TextDisplay).Select(field => field.Name)];
        Require(names.Distinct(StringComparer.Ordinal).Count() == names.Length, "Two fields of the modal have the same name.");
        foreach (var field in modal.Fields)
            Check(field);
    }

    private static void Check(ModalField field)
    {
        if (field.Type == ComponentType.TextDisplay)
        {
            Require(field.Value is { Length: >= 1 and <= ModalField.MaxText }, $"A note of the modal has 1 to {ModalField.MaxText} characters.");
            return;
        }
        Require(field.Name.Length is >= 1 and <= CustomId.MaxLength, $"The field '{field.Label}' has a name that is empty or too long.");
        Require(
            field.Label.Length is >= 1 and <= ModalField.MaxLabel, $"The field '{field.Name}' has a label of 1 to {ModalField.MaxLabel} characters.");
        Require((field.Description?.Length ?? 0) <= ModalField.MaxDescription, $"The description of the field '{field.Name}' is too long.");
        switch (field.Type)
        {
            case ComponentType.TextInput:
                CheckText(field);
                break;
            case ComponentType.FileUpload:
                Require(field.MaxFiles is >= 1 and <= MaxFiles, $"The field '{field.Name}' takes 1 to {MaxFiles} files.");
                break;
            case ComponentType.Checkbox:
                break;
            case ComponentType.RadioGroup:
                CheckChoices(field, ModalField.MinChoices);
                break;
            case ComponentType.CheckboxGroup:
                CheckChoices(field, 1);
                Require(
                    field.MinChosen >= 0 && field.MinChosen <= field.MaxChosen.GetValueOrDefault(field.Options!.Count)
                        && field.MaxChosen is null or (>= 1 and <= ModalField.MaxChoices) && (field.Optional || field.MinChosen > 0),
                    $"Of the options of the field '{field.Name}', more must be chosen than can be, or none of those that must be.");
                break;
            default:
                Require(field.Menu is { Disabled: false } menu && menu.Type == field.Type, $"The field '{field.Name}' has no menu that can be used.");
                AnswerCheck.Check(field.Menu!);
                break;
        }
    }

    private static void CheckChoices(ModalField field, int least)
    {
        Require(
            field.Options is { } options && options.Count >= least && options.Count <= ModalField.MaxChoices,
            string.Create(CultureInfo.InvariantCulture, $"The field '{field.Name}' has {least} to {ModalField.MaxChoices} options."));
        AnswerCheck.Check(field.Options!, field.Name);
    }

    private static void CheckText(ModalField field)
    {
        Require(
            field.MinLength is >= 0 and <= ModalField.MaxText && field.MaxLength is >= 1 and <= ModalField.MaxText && field.MinLength <= field.MaxLength,
            string.Create(
                CultureInfo.InvariantCulture,
                $"The field '{field.Name}' takes {field.MinLength} to {field.MaxLength} characters; 0 to {ModalField.MaxText} are possible."));
        Require((field.Value?.Length ?? 0) <= field.MaxLength, $"The field '{field.Name}' starts with a text that is too long.");
        Require((field.Placeholder?.Length ?? 0) <= ModalField.MaxDescription, $"The placeholder of the field '{field.Name}' is too long.");
    }
}
