using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bingobot.Sandbox;

/// <summary>
/// One change of the world, as the journal keeps it. Whatever was looked up, drawn or decided is in it (ids, times,
/// tokens), so that <see cref="Transitions"/> have nothing left to decide. Members are only ever added, with a
/// default: old journals open for ever.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "op")]
[JsonDerivedType(typeof(UserCreated), "user-created")]
[JsonDerivedType(typeof(ApplicationCreated), "application-created")]
[JsonDerivedType(typeof(GuildCreated), "guild-created")]
[JsonDerivedType(typeof(ChannelCreated), "channel-created")]
[JsonDerivedType(typeof(MemberAdded), "member-added")]
[JsonDerivedType(typeof(VoiceSet), "voice-set")]
[JsonDerivedType(typeof(MessageCreated), "message-created")]
[JsonDerivedType(typeof(MessageEdited), "message-edited")]
[JsonDerivedType(typeof(MessageDeleted), "message-deleted")]
[JsonDerivedType(typeof(ReactionSet), "reaction-set")]
[JsonDerivedType(typeof(TypingStarted), "typing-started")]
[JsonDerivedType(typeof(CommandsSet), "commands-set")]
[JsonDerivedType(typeof(InteractionCreated), "interaction-created")]
[JsonDerivedType(typeof(InteractionAcknowledged), "interaction-acknowledged")]
[JsonDerivedType(typeof(InteractionAnswered), "interaction-answered")]
[JsonDerivedType(typeof(SessionStarted), "session-started")]
[JsonDerivedType(typeof(SessionEnded), "session-ended")]
[JsonDerivedType(typeof(MembersRequested), "members-requested")]
[JsonDerivedType(typeof(GuildEdited), "guild-edited")]
[JsonDerivedType(typeof(RoleSet), "role-set")]
[JsonDerivedType(typeof(RoleDeleted), "role-deleted")]
[JsonDerivedType(typeof(ChannelSet), "channel-set")]
[JsonDerivedType(typeof(ChannelDeleted), "channel-deleted")]
[JsonDerivedType(typeof(MemberSet), "member-set")]
[JsonDerivedType(typeof(MemberRemoved), "member-removed")]
[JsonDerivedType(typeof(BanSet), "ban-set")]
[JsonDerivedType(typeof(PresenceSet), "presence-set")]
[JsonDerivedType(typeof(MessagesDeleted), "messages-deleted")]
[JsonDerivedType(typeof(MessagePinned), "message-pinned")]
[JsonDerivedType(typeof(ReactionsCleared), "reactions-cleared")]
[JsonDerivedType(typeof(FileStored), "file-stored")]
[JsonDerivedType(typeof(ThreadMemberSet), "thread-member-set")]
[JsonDerivedType(typeof(WebhookSet), "webhook-set")]
[JsonDerivedType(typeof(WebhookDeleted), "webhook-deleted")]
[JsonDerivedType(typeof(PollVoteSet), "poll-vote-set")]
[JsonDerivedType(typeof(PollEnded), "poll-ended")]
[JsonDerivedType(typeof(SoundsRequested), "sounds-requested")]
[JsonDerivedType(typeof(ChannelInfoRequested), "channel-info-requested")]
internal abstract record Op
{
    /// <summary>When, in milliseconds since 1970 by the world's clock; never less than that of the op before.</summary>
    public required long At { get; init; }
}

internal sealed record UserCreated(ulong Id, string Name, bool IsBot) : Op;

internal sealed record ApplicationCreated(ulong Id, ulong BotId, ulong OwnerId, string Name) : Op;

/// <summary>A guild; what @everyone may do in it is by default what it was before there were threads.</summary>
internal sealed record GuildCreated(ulong Id, string Name, ulong OwnerId, ulong Everyone = Permissions.Everyone) : Op;

internal sealed record ChannelCreated(ulong Id, ulong GuildId, string Name, ChannelKind Kind) : Op;

internal sealed record MemberAdded(ulong GuildId, ulong UserId) : Op;

internal sealed record VoiceSet(
    ulong GuildId, ulong UserId, ulong? ChannelId, bool SelfMute = false, bool SelfDeaf = false) : Op;

internal sealed record MessageCreated(Message Message) : Op;

/// <summary>The members that are null stay as they were.</summary>
internal sealed record MessageEdited(
    ulong ChannelId,
    ulong Id,
    string? Content,
    JsonElement? Embeds,
    JsonElement? Components,
    int? Flags,
    ImmutableArray<Attachment>? Attachments = null,
    AllowedMentions? Mentions = null,
    Poll? Poll = null) : Op;

internal sealed record MessageDeleted(ulong ChannelId, ulong Id) : Op;

internal sealed record ReactionSet(ulong ChannelId, ulong MessageId, ulong UserId, string Emoji, bool Present) : Op;

internal sealed record TypingStarted(ulong ChannelId, ulong UserId) : Op;

internal sealed record CommandsSet(ulong GuildId, JsonElement Commands) : Op;

internal sealed record InteractionCreated(Interaction Interaction) : Op;

internal sealed record InteractionAcknowledged(
    ulong Id, int Type, ulong? OriginalId, JsonElement? Modal, JsonElement? Choices = null) : Op;

internal sealed record InteractionAnswered(ulong Id, ulong MessageId) : Op;

internal sealed record SessionStarted(
    string Id, int Intents, int ShardId, int ShardCount, int Capacity, string ResumeUrl) : Op;

internal sealed record SessionEnded(string Id) : Op;

internal sealed record MembersRequested(
    string SessionId, ulong GuildId, string? Query, int Limit, ulong[]? UserIds, string? Nonce) : Op;

/// <summary>An entry of the journal is an array of ops: all of it happened, or none.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = false)]
[JsonSerializable(typeof(List<Op>))]
[JsonSerializable(typeof(Op))]
internal sealed partial class OpJson : JsonSerializerContext;
