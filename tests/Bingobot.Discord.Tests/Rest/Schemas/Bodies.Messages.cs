using Bingobot.Discord.Payloads;

namespace Bingobot.Discord.Tests.Rest.Schemas;

/// <content>Messages, by the bot and by webhooks.</content>
internal static partial class Bodies
{
    private static readonly FileUpload File = new("cat.png", new byte[] { 1, 2, 3 }) { Description = "a cat", IsSpoiler = true, ContentType = "image/png" };

    private static readonly Embed WholeEmbed = new()
    {
        Type = "rich",
        Title = "title",
        Description = "text",
        Url = "https://example.com/",
        Timestamp = Time,
        Color = 0xFF0000,
        Footer = new EmbedFooter { Text = "foot", IconUrl = "https://example.com/foot.png" },
        Image = new EmbedMedia { Url = "https://example.com/image.png" },
        Thumbnail = new EmbedMedia { Url = "attachment://cat.png" },
        Author = new EmbedAuthor { Name = "ada", Url = "https://example.com/ada", IconUrl = "https://example.com/ada.png" },
        Fields = [new EmbedField { Name = "name", Value = "value", Inline = true }],
    };

    private static readonly AllowedMentions Mentions = new() { Parse = ["roles"], Users = [Id], Roles = [], RepliedUser = true };

    private static readonly CreatePoll WholePoll = new()
    {
        Question = new PollMedia { Text = "Lunch?" },
        Answers = [new CreatePollAnswer { PollMedia = new PollMedia { Text = "Pizza", Emoji = Emoji.Of("🍕") } }, CreatePollAnswer.Of("Soup")],
        Duration = 48,
        AllowMultiselect = true,
    };

    private static readonly IReadOnlyList<Component> Rows =
    [
        Component.ActionRow(
            Component.Button("a", "A") with { Emoji = Emoji.Of("👍"), Disabled = true, Id = 1 },
            Component.LinkButton("https://example.com/", "B"),
            Component.PremiumButton(Id)),
        Component.ActionRow(Component.StringSelect(
            "s",
            new SelectOption { Label = "one", Value = "1", Description = "the first", Emoji = Emoji.Of("1️⃣"), Default = true },
            new SelectOption { Label = "two", Value = "2" }) with { Placeholder = "which?", MinValues = 0, MaxValues = 2, Disabled = false }),
        Component.ActionRow(Component.UserSelect("u") with { DefaultValues = [new SelectDefaultValue(Id, "user")] }),
        Component.ActionRow(Component.RoleSelect("r")),
        Component.ActionRow(Component.ChannelSelect("c", ChannelType.GuildText, ChannelType.GuildVoice)),
    ];

    private static readonly IReadOnlyList<Component> Layout =
    [
        Component.TextDisplay("# News"),
        Component.Section(Component.Thumbnail("https://example.com/t.png", "a picture"), Component.TextDisplay("text")),
        Component.Section(Component.Button("b", "B"), Component.TextDisplay("text")),
        Component.MediaGallery(
            new MediaGalleryItem { Media = new MediaItem { Url = "attachment://cat.png" }, Description = "a cat", Spoiler = true }),
        Component.Separator(SeparatorSpacing.Large, divider: false),
        Component.AttachedFile("cat.png") with { Spoiler = true },
        Component.Container(0x00FF00, Component.TextDisplay("inside"), Component.ActionRow(Component.MentionableSelect("m"))) with { Spoiler = true },
    ];

    private static IEnumerable<(Type Type, (string, object)[] Forms)> Messages() =>
    [
        For(
            new CreateMessage { Content = "hi" },
            new CreateMessage
            {
                Content = "hi",
                Nonce = "abc",
                EnforceNonce = true,
                Tts = true,
                Embeds = [WholeEmbed],
                AllowedMentions = Mentions,
                Components = Rows,
                Flags = MessageFlags.SuppressEmbeds | MessageFlags.SuppressNotifications,
                MessageReference = new MessageReference { Type = 0, MessageId = Id, ChannelId = Id, GuildId = Id, FailIfNotExists = false },
                StickerIds = [Id],
                Poll = WholePoll,
                Files = [File],
                Attachments = [new AttachmentRequest { Id = new Snowflake(0), Filename = "cat.png", Description = "a cat", IsSpoiler = true }],
            },
            new CreateMessage { Components = Layout, Flags = MessageFlags.IsComponentsV2, Files = [File] }),
        For(
            new EditMessage { Content = "hi" },
            new EditMessage
            {
                Content = "",
                Embeds = [WholeEmbed],
                Flags = MessageFlags.SuppressEmbeds,
                AllowedMentions = AllowedMentions.None,
                Components = Rows,
                Attachments = [new AttachmentRequest { Id = Id }],
                Files = [File],
            },
            new EditMessage { Content = "now", Poll = WholePoll },
            new EditMessage { Content = "", Embeds = [], Components = Layout, Flags = MessageFlags.IsComponentsV2, Files = [File] }),
        For(
            new ExecuteWebhook { Content = "hi" },
            new ExecuteWebhook
            {
                Content = "hi",
                Username = "ada",
                AvatarUrl = "https://example.com/ada.png",
                Tts = true,
                Embeds = [WholeEmbed],
                AllowedMentions = Mentions,
                Components = Rows,
                Flags = MessageFlags.SuppressEmbeds,
                ThreadName = "thread",
                AppliedTags = [Id],
                Poll = WholePoll,
                Files = [File],
                Attachments = [new AttachmentRequest { Id = new Snowflake(0) }],
            },
            new ExecuteWebhook { Components = Layout, Flags = MessageFlags.IsComponentsV2, Files = [File] }),
        For(
            new CreateWebhook { Name = "news" },
            new CreateWebhook { Name = "news", Avatar = Picture }),
        For(
            new ModifyWebhook { Name = "news" },
            new ModifyWebhook { Name = "news", Avatar = null, ChannelId = Id },
            new ModifyWebhook { Avatar = Picture }),
        For(
            new ModifyWebhookWithToken { Name = "news" },
            new ModifyWebhookWithToken { Name = "news", Avatar = null },
            new ModifyWebhookWithToken { Avatar = Picture }),
    ];
}
