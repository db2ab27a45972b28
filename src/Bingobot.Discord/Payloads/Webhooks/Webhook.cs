using System.Text.Json.Serialization;

namespace Bingobot.Discord.Payloads;

/// <summary>
/// A way to send messages to a channel. See
/// <see href="https://docs.discord.com/developers/resources/webhook#webhook-object"/>.
/// </summary>
public sealed record Webhook
{
    /// <summary>The webhook's id.</summary>
    public Snowflake Id { get; init; }

    /// <summary>1 incoming, 2 follows a channel, 3 an application's.</summary>
    public int Type { get; init; }

    /// <summary>The guild.</summary>
    public Snowflake? GuildId { get; init; }

    /// <summary>The channel.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public Snowflake? ChannelId { get; init; }

    /// <summary>Who made it; absent where it was asked for with its token.</summary>
    public User? User { get; init; }

    /// <summary>The name that its messages have.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Name { get; init; }

    /// <summary>The hash of its avatar.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Avatar { get; init; }

    /// <summary>What messages are sent with. A secret: not to be logged.</summary>
    public string? Token { get; init; }

    /// <summary>The application that made it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public Snowflake? ApplicationId { get; init; }

    /// <summary>Without the token.</summary>
    public override string ToString() => $"Webhook {{ Id = {Id}, Type = {Type} }}";
}

/// <summary>
/// A webhook to make. See <see href="https://docs.discord.com/developers/resources/webhook#create-webhook"/>.
/// </summary>
public sealed record CreateWebhook
{
    /// <summary>The name, 1 to 80 characters.</summary>
    public string Name { get; init; } = "";

    /// <summary>The avatar, as a data URI.</summary>
    public string? Avatar { get; init; }
}

/// <summary>
/// What to change of a webhook. See <see href="https://docs.discord.com/developers/resources/webhook#modify-webhook"/>.
/// </summary>
public sealed record ModifyWebhook
{
    /// <summary>The name, 1 to 80 characters.</summary>
    public string? Name { get; init; }

    /// <summary>The avatar, as a data URI; null takes it away.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> Avatar { get; init; }

    /// <summary>The channel to move it to.</summary>
    public Snowflake? ChannelId { get; init; }
}

/// <summary>
/// What its own token may change of a webhook. See
/// <see href="https://docs.discord.com/developers/resources/webhook#modify-webhook-with-token"/>.
/// </summary>
public sealed record ModifyWebhookWithToken
{
    /// <summary>The name, 1 to 80 characters.</summary>
    public string? Name { get; init; }

    /// <summary>The avatar, as a data URI; null takes it away.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> Avatar { get; init; }
}
