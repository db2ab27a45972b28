using Bingobot.Discord.Payloads;

namespace Bingobot.Framework;

/// <summary>Puts messages and modals into Discord's form. Custom ids get their seals here, so that the stream holds none.</summary>
/// <param name="seal">Seals custom ids.</param>
internal sealed class MessageWriter(CustomIdSeal seal)
{
    public InteractionCallbackData ToCallback(Answer answer) => new()
    {
        Content = answer is { Kind: AnswerKind.Reply, Body.Layout: not null } ? default : Content(answer.Body),
        Components = Components(answer.Body),
        AllowedMentions = Mentions(answer.Body),
        Flags = answer is { Private: true, Kind: AnswerKind.Reply }
            ? MessageFlags.Ephemeral | Flags(answer.Body).GetValueOrDefault()
            : Flags(answer.Body),
    };

    public InteractionCallbackData ToModal(Modal modal) => new()
    {
        CustomId = seal.Seal(modal.CustomId),
        Title = modal.Title,
        Components = [.. modal.Fields.Select(Field)],
    };

    public CreateMessage ToCreate(MessageBody body) => new()
    {
        Content = body.Layout is null ? body.Text : null,
        Components = Components(body),
        AllowedMentions = Mentions(body),
        Flags = Flags(body),
    };

    public EditMessage ToEdit(MessageBody body) => new()
    {
        Content = Content(body),
        Components = Components(body),
        AllowedMentions = Mentions(body),
        Flags = Flags(body),
    };

    private Component[] Components(MessageBody body) => body.Layout is { } layout
        ? [.. layout.Select(Block)]
        :
        [
            .. (body.Menus ?? []).Select(Row),
            .. body.Rows.Select(Row),
        ];

    private Component Block(MessageBlock block) => block.Kind switch
    {
        MessageBlockKind.Text => Component.TextDisplay(block.Texts![0]),
        MessageBlockKind.Section => Component.Section(
            block.Buttons is [var button, ..] ? Button(button) : Thumbnail(block.Pictures![0]), [.. block.Texts!.Select(Component.TextDisplay)]),
        MessageBlockKind.Gallery => Component.MediaGallery([.. block.Pictures!.Select(picture => new MediaGalleryItem
        {
            Media = new MediaItem { Url = picture.Url },
            Description = picture.Description,
            Spoiler = picture.Spoiler ? true : null,
        })]),
        MessageBlockKind.Separator => Component.Separator(block.Wide ? SeparatorSpacing.Large : SeparatorSpacing.Small, block.Line),
        MessageBlockKind.Buttons => Row(block.Buttons!),
        MessageBlockKind.Menu => Row(block.Menu!),
        MessageBlockKind.Container => Component.Container(block.Color, [.. block.Blocks!.Select(Block)]) with { Spoiler = block.Spoiler ? true : null },
        _ => throw new ArgumentOutOfRangeException(nameof(block), block.Kind, "A message has no such part."),
    };

    private Component Row(SelectMenu menu) =>
        Component.ActionRow(Menu(menu, seal.Seal(menu.CustomId)) with { Disabled = menu.Disabled ? true : null });

    private Component Row(IReadOnlyList<Button> buttons) => Component.ActionRow([.. buttons.Select(Button)]);

    private static Component Thumbnail(Picture picture) =>
        Component.Thumbnail(picture.Url, picture.Description) with { Spoiler = picture.Spoiler ? true : null };

    private Component Button(Button button)
    {
        if (button.Sku is { } sku)
            return Component.PremiumButton(sku) with { Disabled = button.Disabled ? true : null };
        var component = button.Url is { } url
            ? Component.LinkButton(url, button.Label, button.Disabled)
            : Component.Button(seal.Seal(button.CustomId), button.Label, button.Style, button.Disabled);
        return button.Emoji is { } emoji ? component with { Emoji = new Emoji { Name = emoji } } : component;
    }

    private static Component Menu(SelectMenu menu, string customId) => new()
    {
        Type = menu.Type,
        CustomId = customId,
        Options = menu.Options is { } options ? Options(options) : null,
        DefaultValues = menu.Chosen is { Count: > 0 } chosen ? [.. chosen.Select(Default)] : null,
        ChannelTypes = menu.ChannelTypes,
        Placeholder = menu.Placeholder,
        MinValues = menu.Min,
        MaxValues = menu.Max,
    };

    private static SelectOption[] Options(IReadOnlyList<MenuOption> options) =>
        [.. options.Select(option => new SelectOption
        {
            Label = option.Label,
            Value = option.Value,
            Description = option.Description,
            Default = option.Chosen ? true : null,
        })];

    private static SelectDefaultValue Default(ChosenEntity chosen) => new(chosen.Id, chosen.Kind switch
    {
        EntityKind.User => "user",
        EntityKind.Role => "role",
        EntityKind.Channel => "channel",
        _ => throw new ArgumentOutOfRangeException(nameof(chosen), chosen.Kind, "No menu offers these."),
    });

    private static Component Field(ModalField field) => field.Type == ComponentType.TextDisplay
        ? Component.TextDisplay(field.Value!)
        : Labelled(field);

    private static Component Labelled(ModalField field) => Component.LabelFor(
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
            ComponentType.RadioGroup => Component.RadioGroup(field.Name, Options(field.Options!)) with { Required = !field.Optional },
            ComponentType.CheckboxGroup => Component.CheckboxGroup(field.Name, Options(field.Options!)) with
            {
                MinValues = field.Optional ? 0 : field.MinChosen,
                MaxValues = field.MaxChosen,
                Required = !field.Optional,
            },
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

    /// <summary>What is laid out has its texts among the components; where it takes a message's place, that one's text goes.</summary>
    private static Optional<string?> Content(MessageBody body) => body.Layout is null ? body.Text : null;

    private static MessageFlags? Flags(MessageBody body) => body.Layout is null ? null : MessageFlags.IsComponentsV2;

    private static AllowedMentions Mentions(MessageBody body) =>
        body.Notify.Count == 0 ? AllowedMentions.None : AllowedMentions.None with { Users = body.Notify };
}
