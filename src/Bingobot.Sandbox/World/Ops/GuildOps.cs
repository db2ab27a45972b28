using System.Text.Json;

namespace Bingobot.Sandbox;

internal sealed record GuildEdited(ulong Id, string Name) : Op;

/// <summary>A role as it is from now on; new where there was none with its id.</summary>
internal sealed record RoleSet(Role Role) : Op;

internal sealed record RoleDeleted(ulong GuildId, ulong Id) : Op;

/// <summary>A channel as it is from now on; new where there was none with its id.</summary>
internal sealed record ChannelSet(GuildChannel Channel) : Op;

internal sealed record ChannelDeleted(ulong Id) : Op;

internal sealed record MemberSet(Member Member) : Op;

/// <summary>Somebody left, or was made to; also the bot itself.</summary>
internal sealed record MemberRemoved(ulong GuildId, ulong UserId) : Op;

internal sealed record BanSet(ulong GuildId, ulong UserId, bool Present, string? Reason = null) : Op;

internal sealed record PresenceSet(ulong UserId, string Status, JsonElement? Activities = null) : Op;
