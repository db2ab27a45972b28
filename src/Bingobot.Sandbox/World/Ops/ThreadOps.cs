namespace Bingobot.Sandbox;

/// <summary>Somebody is in a thread from now on, or no longer.</summary>
internal sealed record ThreadMemberSet(ulong ThreadId, ulong UserId, bool Present) : Op;
