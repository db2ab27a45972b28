using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bingobot.Sandbox;

internal sealed record User(ulong Id, string Name, bool IsBot);

/// <summary>The application that the bot belongs to.</summary>
internal sealed record BotApplication(ulong Id, ulong BotId, ulong OwnerId, string Name);

internal sealed record Guild(ulong Id, string Name, ulong OwnerId, long CreatedAt);

internal sealed record GuildChannel(ulong Id, ulong GuildId, string Name, ChannelKind Kind, int Position, ulong LastMessageId);

internal sealed record Member(ulong GuildId, ulong UserId, long JoinedAt);

internal sealed record VoiceState(ulong GuildId, ulong UserId, ulong ChannelId, bool SelfMute, bool SelfDeaf);

/// <summary>A message. What changes after it was written is <c>with</c>-copied; ids and times are the world's.</summary>
internal sealed record Message
{
    public const int Ephemeral = 1 << 6;
    public const int Loading = 1 << 7;
    public const int SuppressNotifications = 1 << 12;
    public const int SuppressEmbeds = 1 << 2;
    public const int ComponentsV2 = 1 << 15;

    public const int TypeDefault = 0;
    public const int TypeReply = 19;
    public const int TypeChatInputCommand = 20;

    public required ulong Id { get; init; }
    public required ulong ChannelId { get; init; }
    public required ulong GuildId { get; init; }
    public required ulong AuthorId { get; init; }
    public int Type { get; init; }
    public string Content { get; init; } = "";
    public JsonElement? Embeds { get; init; }
    public JsonElement? Components { get; init; }
    public int Flags { get; init; }

    /// <summary>As the author gave it; <see cref="NonceIsNumber"/> says how it is written back.</summary>
    public string? Nonce { get; init; }
    public bool NonceIsNumber { get; init; }
    public ulong? ReplyTo { get; init; }

    /// <summary>Milliseconds since 1970 by the protocol's clock: a nonce is good for some minutes of it.</summary>
    public long SentReal { get; init; }

    /// <summary>Who alone sees an ephemeral message.</summary>
    public ulong? VisibleTo { get; init; }
    public Invocation? Invocation { get; init; }
    public long? EditedAt { get; init; }

    /// <summary>Who reacted, by emoji: <c>name</c>, or <c>name:id</c> of a custom one.</summary>
    [JsonIgnore]
    public ImmutableSortedDictionary<string, ImmutableSortedSet<ulong>> Reactions { get; init; } = NoReactions;

    private static readonly ImmutableSortedDictionary<string, ImmutableSortedSet<ulong>> NoReactions =
        ImmutableSortedDictionary.Create<string, ImmutableSortedSet<ulong>>(StringComparer.Ordinal);

    [JsonIgnore]
    public bool IsEphemeral => (Flags & Ephemeral) != 0;

    [JsonIgnore]
    public bool IsLoading => (Flags & Loading) != 0;
}

/// <summary>Which interaction a message of the bot answers.</summary>
internal sealed record Invocation(ulong InteractionId, int Type, ulong UserId, string? Command, ulong? TargetMessageId);

/// <summary>
/// Something a person asked of the bot (<see href="https://docs.discord.com/developers/interactions/receiving-and-responding"/>).
/// </summary>
internal sealed record Interaction
{
    public const int TypeCommand = 2;
    public const int TypeComponent = 3;

    /// <summary>For which the token is good, in milliseconds of the world's clock.</summary>
    public const long TokenLifetime = 15 * 60 * 1000;

    public required ulong Id { get; init; }
    public required int Type { get; init; }
    public required string Token { get; init; }
    public required ulong GuildId { get; init; }
    public required ulong ChannelId { get; init; }
    public required ulong UserId { get; init; }
    public required JsonElement Data { get; init; }

    /// <summary>The command's full name, for people; null for a component.</summary>
    public string? Command { get; init; }

    /// <summary>The message whose component was used.</summary>
    public ulong? MessageId { get; init; }

    /// <summary>Milliseconds since 1970 by the world's clock.</summary>
    public required long CreatedAt { get; init; }

    /// <summary>Milliseconds since 1970 by the protocol's clock.</summary>
    public required long CreatedReal { get; init; }

    /// <summary>The callback type by which it was acknowledged, or null.</summary>
    [JsonIgnore]
    public int? Acknowledged { get; init; }

    /// <summary>What "@original" means once acknowledged.</summary>
    [JsonIgnore]
    public ulong? OriginalId { get; init; }

    /// <summary>The message that the person sees as the answer; null while the bot is still thinking.</summary>
    [JsonIgnore]
    public ulong? AnswerId { get; init; }

    /// <summary>The form that was the answer.</summary>
    [JsonIgnore]
    public JsonElement? Modal { get; init; }
}
