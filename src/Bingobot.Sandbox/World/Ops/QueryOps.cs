namespace Bingobot.Sandbox;

/// <summary>A session is told the sounds of guilds.</summary>
internal sealed record SoundsRequested(string SessionId, ulong[] GuildIds) : Op;

/// <summary>A session is told of a guild's channels what passes: their status, and since when somebody sits in them.</summary>
internal sealed record ChannelInfoRequested(string SessionId, ulong GuildId, bool Status, bool VoiceStartTime) : Op;
