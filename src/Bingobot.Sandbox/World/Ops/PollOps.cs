namespace Bingobot.Sandbox;

/// <summary>Somebody chose an answer, or takes that back.</summary>
internal sealed record PollVoteSet(ulong ChannelId, ulong MessageId, ulong UserId, int AnswerId, bool Present) : Op;

/// <summary>Nobody can vote any more.</summary>
internal sealed record PollEnded(ulong ChannelId, ulong MessageId) : Op;
