using Bingobot.Discord.Payloads;

namespace Bingobot.Discord.Tests.Rest.Schemas;

/// <content>First answers of every kind, and commands.</content>
internal static partial class Bodies
{
    private static readonly IReadOnlyList<Component> Fields =
    [
        Component.TextDisplay("Tell us"),
        Component.LabelFor(
            "Name",
            Component.TextInput("name") with { MinLength = 1, MaxLength = 100, Placeholder = "Ada", Value = "A", Required = false },
            "how you are called"),
        Component.LabelFor("Story", Component.TextInput("story", TextInputStyle.Paragraph)),
        Component.LabelFor("Colour", Component.StringSelect("colour", new SelectOption { Label = "red", Value = "r" })),
        Component.LabelFor("Photo", Component.FileUpload("photo", "image") with { MinValues = 0, MaxValues = 2, Required = false }),
    ];

    private static readonly IReadOnlyList<Component> Choices =
    [
        Component.LabelFor("One", Component.RadioGroup("one", new SelectOption { Label = "a", Value = "a" }, new SelectOption { Label = "b", Value = "b" })),
        Component.LabelFor("Some", Component.CheckboxGroup("some", new SelectOption { Label = "a", Value = "a" })),
        Component.LabelFor("Yes?", Component.Checkbox("yes", isChecked: true)),
        Component.LabelFor("Who", Component.UserSelect("who")),
        Component.LabelFor("Where", Component.ChannelSelect("where", ChannelType.GuildText)),
    ];

    private static readonly IReadOnlyDictionary<string, string> German = new Dictionary<string, string> { ["de"] = "abstimmung" };

    private static readonly IReadOnlyList<ApplicationCommandOption> Options =
    [
        new()
        {
            Type = ApplicationCommandOptionType.Subcommand,
            Name = "start",
            NameLocalizations = German,
            Description = "Starts",
            DescriptionLocalizations = German,
            Options =
            [
                new() { Type = ApplicationCommandOptionType.Text, Name = "question", Description = "What", Required = true, MinLength = 1, MaxLength = 200, Autocomplete = true },
                new() { Type = ApplicationCommandOptionType.Text, Name = "mode", Description = "How", Choices = [new() { Name = "open", NameLocalizations = German, Value = ApplicationCommandChoice.Of("open", "o").Value }] },
                new() { Type = ApplicationCommandOptionType.WholeNumber, Name = "quorum", Description = "How many", MinValue = 1, MaxValue = 25, Choices = [ApplicationCommandChoice.Of("three", 3)] },
                new() { Type = ApplicationCommandOptionType.Number, Name = "share", Description = "How much", MinValue = 0.5, MaxValue = 1.5, Choices = [ApplicationCommandChoice.Of("half", 0.5)] },
                new() { Type = ApplicationCommandOptionType.Flag, Name = "public", Description = "Whether" },
                new() { Type = ApplicationCommandOptionType.User, Name = "user", Description = "Who" },
                new() { Type = ApplicationCommandOptionType.Channel, Name = "channel", Description = "Where", ChannelTypes = [ChannelType.GuildText] },
                new() { Type = ApplicationCommandOptionType.Role, Name = "role", Description = "Which" },
                new() { Type = ApplicationCommandOptionType.Mentionable, Name = "anyone", Description = "Whom" },
                new() { Type = ApplicationCommandOptionType.Attachment, Name = "file", Description = "What" },
            ],
        },
        new()
        {
            Type = ApplicationCommandOptionType.SubcommandGroup,
            Name = "admin",
            Description = "For moderators",
            Options = [new() { Type = ApplicationCommandOptionType.Subcommand, Name = "stop", Description = "Stops" }],
        },
    ];

    private static readonly ApplicationCommand WholeCommand = new()
    {
        Type = ApplicationCommandType.ChatInput,
        Name = "vote",
        NameLocalizations = German,
        Description = "Votes",
        DescriptionLocalizations = German,
        Options = Options,
        DefaultMemberPermissions = Permissions.ManageGuild | Permissions.BypassSlowmode,
        Nsfw = true,
        IntegrationTypes = [ApplicationIntegrationType.Guild, ApplicationIntegrationType.User],
        Contexts = [InteractionContextType.Guild, InteractionContextType.BotDirectMessage, InteractionContextType.PrivateChannel],
    };

    private static IEnumerable<(Type Type, (string, object)[] Forms)> Interactions() =>
    [
        For(
            new InteractionResponse { Type = InteractionCallbackType.Pong },
            Answer(InteractionCallbackType.ChannelMessageWithSource, new InteractionCallbackData
            {
                Tts = true,
                Content = "hi",
                Embeds = [WholeEmbed],
                AllowedMentions = Mentions,
                Flags = MessageFlags.Ephemeral | MessageFlags.SuppressNotifications,
                Components = Rows,
                Poll = WholePoll,
                Files = [File],
            }),
            Answer(InteractionCallbackType.ChannelMessageWithSource, new InteractionCallbackData
            {
                Flags = MessageFlags.IsComponentsV2,
                Components = Layout,
                Files = [File],
                Attachments = [new AttachmentRequest { Id = new Snowflake(0), Description = "a cat" }],
            }),
            Answer(InteractionCallbackType.DeferredChannelMessageWithSource, new InteractionCallbackData { Flags = MessageFlags.Ephemeral }),
            Answer(InteractionCallbackType.DeferredUpdateMessage),
            Answer(InteractionCallbackType.UpdateMessage, new InteractionCallbackData { Content = "now", Embeds = [], Components = [] }),
            Answer(InteractionCallbackType.ApplicationCommandAutocompleteResult, new InteractionCallbackData
            {
                Choices = [ApplicationCommandChoice.Of("text", "t"), new() { Name = "text", NameLocalizations = German, Value = ApplicationCommandChoice.Of("x", "x").Value }],
            }),
            Answer(InteractionCallbackType.ApplicationCommandAutocompleteResult, new InteractionCallbackData
            {
                Choices = [ApplicationCommandChoice.Of("three", 3)],
            }),
            Answer(InteractionCallbackType.Modal, new InteractionCallbackData { CustomId = "m", Title = "Tell us", Components = Fields }),
            Answer(InteractionCallbackType.Modal, new InteractionCallbackData { CustomId = "m", Title = "Tell us", Components = Choices }),
            Answer(InteractionCallbackType.LaunchActivity)),
    ];

    private static IEnumerable<(Type Type, (string, object)[] Forms)> Commands() =>
    [
        For(
            new ApplicationCommand { Name = "vote", Description = "Votes" },
            WholeCommand,
            new ApplicationCommand { Type = ApplicationCommandType.User, Name = "Challenge" },
            new ApplicationCommand { Type = ApplicationCommandType.PrimaryEntryPoint, Name = "launch", Description = "Starts", Handler = 1 }),
        ForList(
            new ApplicationCommand { Name = "vote", Description = "Votes" },
            WholeCommand,
            new ApplicationCommand { Type = ApplicationCommandType.Message, Name = "Quote" },
            new ApplicationCommand { Type = ApplicationCommandType.PrimaryEntryPoint, Name = "launch", Description = "Starts", Handler = 2 }),
        For(
            new EditApplicationCommand { Description = "Votes" },
            new EditApplicationCommand
            {
                Name = "vote",
                NameLocalizations = new(German),
                Description = "Votes",
                DescriptionLocalizations = new(German),
                Options = Options,
                DefaultMemberPermissions = Permissions.None,
                IntegrationTypes = [ApplicationIntegrationType.Guild],
                Contexts = [InteractionContextType.Guild],
                Nsfw = false,
            },
            new EditApplicationCommand { NameLocalizations = null, DescriptionLocalizations = null, DefaultMemberPermissions = null }),
        For(
            new EditApplicationCommandPermissions(),
            new EditApplicationCommandPermissions
            {
                Permissions =
                [
                    new ApplicationCommandPermission(Id, ApplicationCommandPermissionType.Role, true),
                    new ApplicationCommandPermission(Other, ApplicationCommandPermissionType.User, false),
                    new ApplicationCommandPermission(Other, ApplicationCommandPermissionType.Channel, false),
                ],
            }),
    ];

    private static InteractionResponse Answer(InteractionCallbackType type, InteractionCallbackData? data = null) =>
        new() { Type = type, Data = data };
}
