using System.Text.Json.Serialization;
using Bingobot.Discord.Payloads;

namespace Bingobot.Framework;

/// <summary>What a fact needs of a message: these come by the thousand, so that the rest is skipped where it lies.</summary>
internal sealed record MessageHead
{
    public Snowflake Id { get; init; }

    public Snowflake ChannelId { get; init; }

    public Snowflake? GuildId { get; init; }

    public Snowflake? WebhookId { get; init; }

    public UserHead Author { get; init; }
}

/// <summary>What a fact needs of a voice state.</summary>
internal sealed record VoiceHead
{
    public Snowflake? GuildId { get; init; }

    public Snowflake? ChannelId { get; init; }

    public Snowflake UserId { get; init; }

    public MemberHead? Member { get; init; }
}

/// <summary>What a fact needs of a member.</summary>
internal readonly record struct MemberHead(UserHead? User);

/// <summary>What a fact needs of a user.</summary>
internal readonly record struct UserHead(Snowflake Id, bool? Bot);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(MessageHead))]
[JsonSerializable(typeof(VoiceHead))]
internal sealed partial class HeadsJson : JsonSerializerContext;
