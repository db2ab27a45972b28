namespace Bingobot.Sandbox;

/// <summary>Several at once; those that are not there do not matter.</summary>
internal sealed record MessagesDeleted(ulong ChannelId, ulong[] Ids) : Op;

internal sealed record MessagePinned(ulong ChannelId, ulong Id, bool Present) : Op;

/// <summary>All reactions of a message, or all with one emoji.</summary>
internal sealed record ReactionsCleared(ulong ChannelId, ulong MessageId, string? Emoji) : Op;

/// <summary>The bytes of a file, before the message that it belongs to.</summary>
internal sealed record FileStored(ulong Id, byte[] Data) : Op;
