using System.Text.Json.Serialization.Metadata;

namespace Bingobot.Events;

/// <summary>The name of an event in the stream, and how it is written as JSON.</summary>
public abstract class EventType
{
    private protected EventType(string name, Type type)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = name;
        ClrType = type;
    }

    /// <summary>The event's name in the stream: past tense, stable for ever.</summary>
    public string Name { get; }

    /// <summary>The class that carries the event in memory.</summary>
    public Type ClrType { get; }
}

/// <summary>A typed <see cref="EventType"/>.</summary>
/// <typeparam name="TEvent">The class that carries the event in memory.</typeparam>
/// <param name="name">The event's name in the stream: past tense, stable for ever, independent of the class name.</param>
/// <param name="json">Its source-generated JSON contract.</param>
public sealed class EventType<TEvent>(string name, JsonTypeInfo<TEvent> json) : EventType(name, typeof(TEvent))
    where TEvent : class
{
    /// <summary>The source-generated JSON contract.</summary>
    public JsonTypeInfo<TEvent> Json { get; } = json ?? throw new ArgumentNullException(nameof(json));
}
