using System.Globalization;
using System.Text.Json;

namespace Bingobot.Sandbox;

/// <summary>The world's things as people see them.</summary>
internal static class Viewing
{
    public static UserView User(User user) => new(Snowflake.Text(user.Id), user.Name, user.IsBot);

    public static GuildView Guild(Guild guild) => new(Snowflake.Text(guild.Id), guild.Name);

    /// <summary>Direct messages are called as the bot is: that is with whom a person has them.</summary>
    public static ChannelView Channel(World world, GuildChannel channel) => new(
        Snowflake.Text(channel.Id),
        channel.IsDirect ? "" : Snowflake.Text(channel.GuildId),
        channel.IsDirect ? world.Bot.Name : channel.Name,
        channel.Kind,
        channel.ParentId is { } parent ? Snowflake.Text(parent) : null,
        channel.Thread?.Archived ?? false);

    public static bool IsVisible(Message message, ulong? viewer) => !message.IsEphemeral || message.VisibleTo == viewer;

    public static MessageView Message(World world, Message message) => new(
        Snowflake.Text(message.Id),
        Snowflake.Text(message.ChannelId),
        User(world.AuthorOf(message)),
        Content(message) + TextDisplays(message),
        DateTimeOffset.FromUnixTimeMilliseconds(Snowflake.TimeOf(message.Id)),
        message.EditedAt is { } edited ? DateTimeOffset.FromUnixTimeMilliseconds(edited) : null,
        message.IsEphemeral,
        message.IsLoading,
        message.Invocation is { } invocation
            ? new InvocationView(User(world.Users[invocation.UserId]), invocation.Command)
            : null,
        message.ReplyTo is { } target ? Snowflake.Text(target) : null,
        message.IsBySystem ? [] : [.. Items(message.Embeds).Select(Embed)],
        [.. Items(message.Components).SelectMany(Rows)],
        [.. message.Reactions.Select(pair => new ReactionView(pair.Key.Split(':')[0], pair.Value.Count))])
    {
        Poll = message.Poll is { } poll ? Poll(poll) : null,
        Thread = (message.Flags & Sandbox.Message.HasThread) != 0 && world.Channels.TryGetValue(message.Id, out GuildChannel? thread)
            ? Channel(world, thread)
            : null,
    };

    /// <summary>What Discord itself writes has no text of its own; its clients make one.</summary>
    private static string Content(Message message) => message.Type switch
    {
        Sandbox.Message.TypeThreadCreated => $"*started a thread:* **{message.Content}**",
        Sandbox.Message.TypeThreadStarter => "*This thread began from a message.*",
        Sandbox.Message.TypePollResult => PollResult.Sentence(message.Embeds ?? Json.EmptyArray),
        _ => message.Content,
    };

    private static PollView Poll(Poll poll) => new(
        poll.Question,
        [.. poll.Answers.Select(answer => new PollAnswerView(
            answer.Id,
            answer.Text,
            answer.Emoji?.Split(':')[0],
            [.. poll.Votes.GetValueOrDefault(answer.Id, []).Select(Snowflake.Text)]))],
        poll.Multiselect,
        DateTimeOffset.FromUnixTimeMilliseconds(poll.ExpiresAt),
        poll.IsFinal);

    public static CommandView Command(CommandLeaf leaf) => new(
        leaf.FullName, leaf.Node.GetText("description") ?? "", [.. leaf.Options.Select(Option)]);

    private static OptionView Option(JsonElement option) => new(
        option.GetText("name") ?? "",
        option.GetText("description") ?? "",
        (OptionKind)(option.GetInt("type") ?? 0),
        option.GetFlag("required"),
        [.. option.GetItems("choices").Select(choice => new ChoiceView(choice.GetText("name") ?? "", choice.Get("value") ?? default))],
        option.GetNumber("min_value") ?? option.GetNumber("min_length"),
        option.GetNumber("max_value") ?? option.GetNumber("max_length"))
    {
        IsCompleted = option.GetFlag("autocomplete"),
    };

    private static EmbedView Embed(JsonElement embed) => new(
        embed.GetText("title"),
        embed.GetText("description"),
        embed.GetInt("color"),
        [.. embed.GetItems("fields").Select(field =>
            new EmbedFieldView(field.GetText("name") ?? "", field.GetText("value") ?? "", field.GetFlag("inline")))],
        (embed.Get("footer") ?? default).GetText("text"));

    private static IEnumerable<IReadOnlyList<ComponentView>> Rows(JsonElement component)
    {
        if (component.GetInt("type") == ComponentType.ActionRow)
            return [[.. component.GetItems("components").Select(Component)]];
        IEnumerable<IReadOnlyList<ComponentView>> inside = component.GetItems("components").SelectMany(Rows);
        return component.Get("accessory") is { } accessory && accessory.GetInt("type") == (int)ComponentKind.Button
            ? inside.Append([Component(accessory)])
            : inside;
    }

    private static ComponentView Component(JsonElement component) => new(
        (ComponentKind)(component.GetInt("type") ?? 0),
        component.GetText("custom_id"),
        component.GetText("label"),
        (component.Get("emoji") ?? default).GetText("name"),
        (ButtonLook)(component.GetInt("style") ?? 0),
        component.GetText("url"),
        component.GetFlag("disabled"),
        component.GetText("placeholder"),
        component.GetInt("min_values") ?? 1,
        component.GetInt("max_values") ?? 1,
        [.. component.GetItems("options").Select(option => new SelectOptionView(
            option.GetText("label") ?? "",
            option.GetText("value") ?? "",
            option.GetText("description"),
            option.GetFlag("default")))]);

    /// <summary>The texts of a message that is made of components.</summary>
    private static string TextDisplays(Message message) => (message.Flags & Sandbox.Message.ComponentsV2) == 0
        ? ""
        : string.Join('\n', Items(message.Components).SelectMany(Texts));

    private static IEnumerable<string> Texts(JsonElement component) =>
        component.GetInt("type") == ComponentType.TextDisplay
            ? [string.Create(CultureInfo.InvariantCulture, $"{component.GetText("content")}")]
            : component.GetItems("components").SelectMany(Texts);

    private static JsonElement.ArrayEnumerator Items(JsonElement? array) => (array ?? Json.EmptyArray).EnumerateArray();
}
