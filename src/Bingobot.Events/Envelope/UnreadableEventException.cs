using System.Text.Json;

namespace Bingobot.Events;

/// <summary>
/// A recorded event cannot be made an object: its JSON is not of its type, an upcaster failed, or it was recorded in a version
/// that this program does not know. The modules that need it are stopped there; an event of the runtime ends the replay.
/// </summary>
/// <param name="type">The event type's name.</param>
/// <param name="message">What is wrong, and how to mend it.</param>
/// <param name="innerException">What the JSON contract or the upcaster threw.</param>
public sealed class UnreadableEventException(string type, string message, Exception? innerException = null)
    : JsonException(message, innerException)
{
    /// <summary>The event type's name.</summary>
    public string EventType { get; } = type;
}
