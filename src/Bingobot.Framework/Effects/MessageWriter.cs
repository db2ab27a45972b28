using Bingobot.Discord.Payloads;

namespace Bingobot.Framework;

/// <summary>Puts messages and modals into Discord's form. Custom ids get their seals here, so that the stream holds none.</summary>
/// <param name="seal">Seals custom ids.</param>
internal sealed class MessageWriter(CustomIdSeal seal)
{
    public InteractionCallbackData ToCallback(Answer answer) => new()
    {
        Content = answer.Body.Text,
        Components = Components(answer.Body),
        AllowedMentions = Mentions(answer.Body),
        Flags = answer is { Private: true, Kind: AnswerKind.Reply } ? MessageFlags.Ephemeral : null,
    };

    public InteractionCallbackData ToModal(Modal modal) => new()
    {
        CustomId = seal.Seal(modal.CustomId),
        Title = modal.Title,
        Components = [.. modal.Fields.Select(Field)],
    };

    public CreateMessage ToCreate(MessageBody body) => new()
    {
        Content = body.Text,
        Components = Components(body),
        AllowedMentions = Mentions(body),
    };

    public EditMessage ToEdit(MessageBody body) => new()
    {
        Content = body.Text,
        Components = Components(body),
        AllowedMentions = Mentions(body),
    };

    private Component[] Components(MessageBody body) =>
    [
        .. (body.Menus ?? []).Select(menu => Component.ActionRow(Menu(menu, seal.Seal(menu.CustomId)) with { Disabled = menu.Disabled ? true : null })),
        .. body.Rows.Select(row => Component.ActionRow([.. row.Select(Button)])),
    ];

    private Component Button(Button button)
    {
        var component = button.Url is { } url
            ? Component.LinkButton(url, button.Label, button.Disabled)
            : Component.Button(seal.Seal(button.CustomId), button.Label, button.Style, button.Disabled);
        return button.Emoji is { } emoji ? component with { Emoji = new Emoji { Name = emoji } } : component;
    }

    private static Component Menu(SelectMenu menu, string customId) => new()
    {
        Type = menu.Type,
        CustomId = customId,
        Options = menu.Options is { } options
            ? [.. options.Select(option => new SelectOption
            {
                Label = option.Label,
                Value = option.Value,
                Description = option.Description,
                Default = option.Chosen ? true : null,
            })]
            : null,
        ChannelTypes = menu.ChannelTypes,
        Placeholder = menu.Placeholder,
        MinValues = menu.Min,
        MaxValues = menu.Max,
    };

    private static Component Field(ModalField field) => Component.LabelFor(
        field.Label,
        field.Type switch
        {
            ComponentType.TextInput => Text(field),
            ComponentType.FileUpload => Component.FileUpload(field.Name) with
            {
                MinValues = field.Optional ? 0 : 1,
                MaxValues = field.MaxFiles,
                Required = !field.Optional,
            },
            ComponentType.Checkbox => Component.Checkbox(field.Name),
            _ => Menu(field.Menu!, field.Name) with
            {
                MinValues = field.Optional ? 0 : Math.Max(1, field.Menu!.Min),
                Required = !field.Optional,
            },
        },
        field.Description);

    private static Component Text(ModalField field) =>
        Component.TextInput(field.Name, field.Paragraph ? TextInputStyle.Paragraph : TextInputStyle.SingleLine) with
        {
            Required = !field.Optional,
            MinLength = field.MinLength == 0 ? null : field.MinLength,
            MaxLength = field.MaxLength,
            Value = field.Value,
            Placeholder = field.Placeholder,
        };

    private static AllowedMentions Mentions(MessageBody body) =>
        body.Notify.Count == 0 ? AllowedMentions.None : AllowedMentions.None with { Users = body.Notify };
}
