namespace Bingobot.Events;

/// <summary>How far a source outside the stream has been ingested durably: the position of the fact that carries it.</summary>
/// <param name="Source">The source's stable name, for example <c>gateway/0</c>. One source has one newest cursor.</param>
/// <param name="Session">The source's session that <paramref name="Position"/> counts in.</param>
/// <param name="Endpoint">Where that session can be taken up again (a URL), or empty.</param>
/// <param name="Position">The position within the session, counted by the source, growing.</param>
public sealed record Cursor(string Source, string Session, string Endpoint, long Position);
