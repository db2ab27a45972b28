using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bingobot.Sandbox;

/// <summary>A message. What changes after it was written is <c>with</c>-copied; ids and times are the world's.</summary>
internal sealed record Message
{
    public const int Ephemeral = 1 << 6;
    public const int Loading = 1 << 7;
    public const int SuppressNotifications = 1 << 12;
    public const int SuppressEmbeds = 1 << 2;
    public const int HasThread = 1 << 5;
    public const int ComponentsV2 = 1 << 15;

    public const int TypeDefault = 0;
    public const int TypeThreadCreated = 18;
    public const int TypeReply = 19;
    public const int TypeChatInputCommand = 20;
    public const int TypeThreadStarter = 21;
    public const int TypeContextMenuCommand = 23;
    public const int TypePollResult = 46;

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

    /// <summary>The files that came with it; null where there are none.</summary>
    public ImmutableArray<Attachment>? Attachments { get; init; }

    /// <summary>What a message that Discord itself writes is about.</summary>
    public MessageReference? About { get; init; }

    /// <summary>How it is signed where a webhook of a channel wrote it; its author is then the webhook.</summary>
    public string? WebhookName { get; init; }

    /// <summary>Which of its mentions count; null: all, as before there was a choice.</summary>
    public AllowedMentions? Mentions { get; init; }

    /// <summary>The author of the message that it replies to, at the time.</summary>
    public ulong? RepliedTo { get; init; }
    public Poll? Poll { get; init; }

    /// <summary>Since when it is pinned, in milliseconds of the world's clock.</summary>
    [JsonIgnore]
    public long? PinnedAt { get; init; }

    /// <summary>Who reacted, by emoji: <c>name</c>, or <c>name:id</c> of a custom one.</summary>
    [JsonIgnore]
    public ImmutableSortedDictionary<string, ImmutableSortedSet<ulong>> Reactions { get; init; } = NoReactions;

    private static readonly ImmutableSortedDictionary<string, ImmutableSortedSet<ulong>> NoReactions =
        ImmutableSortedDictionary.Create<string, ImmutableSortedSet<ulong>>(StringComparer.Ordinal);

    /// <summary>Written by Discord itself in the name of its author.</summary>
    [JsonIgnore]
    public bool IsBySystem => Type is TypeThreadCreated or TypeThreadStarter or TypePollResult;

    [JsonIgnore]
    public bool IsEphemeral => (Flags & Ephemeral) != 0;

    [JsonIgnore]
    public bool IsLoading => (Flags & Loading) != 0;
}

/// <summary>A file of a message; its bytes are in <see cref="World.Files"/>.</summary>
/// <param name="Id">Its id.</param>
/// <param name="FileName">Without a path.</param>
/// <param name="ContentType">As its sender said.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Url">Where it was served when it was sent.</param>
/// <param name="Description">For who cannot see it, or null.</param>
internal sealed record Attachment(
    ulong Id, string FileName, string ContentType, int Size, string Url, string? Description = null);

/// <summary>A channel, or a message in it, that another message is about.</summary>
internal sealed record MessageReference(ulong ChannelId, ulong? MessageId);

/// <summary>Which interaction a message of the bot answers.</summary>
internal sealed record Invocation(ulong InteractionId, int Type, ulong UserId, string? Command, ulong? TargetMessageId);
