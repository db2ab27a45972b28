using Bingobot.Discord.Payloads;

namespace Bingobot.Framework;

/// <summary>What a fact needs of a message: these come by the thousand, so that the rest is skipped where it lies.</summary>
internal readonly record struct MessageHead
{
    public Snowflake Id { get; init; }

    public Snowflake ChannelId { get; init; }

    public Snowflake? GuildId { get; init; }

    public Snowflake? WebhookId { get; init; }

    public UserHead Author { get; init; }
}

/// <summary>What a fact needs of a voice state.</summary>
internal readonly record struct VoiceHead
{
    public Snowflake? GuildId { get; init; }

    public Snowflake? ChannelId { get; init; }

    public Snowflake UserId { get; init; }

    /// <summary>The member's user, where there is one.</summary>
    public UserHead? User { get; init; }
}

/// <summary>What a fact needs of a user.</summary>
internal readonly record struct UserHead(Snowflake Id, bool? Bot);
