namespace Bingobot.Events;

/// <summary>
/// The stream is dead: its store failed, or its writer did. State in memory may be ahead of what is durable, so nothing
/// more is accepted or released; a restart recovers what is durable.
/// </summary>
public sealed class StreamFailedException(string message, Exception? innerException)
    : Exception(message, innerException);
