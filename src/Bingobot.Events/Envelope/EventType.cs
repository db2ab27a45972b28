using System.Text.Json.Serialization.Metadata;

namespace Bingobot.Events;

/// <summary>
/// The name of an event in the stream, how it is written as JSON, how older versions of it are read, and how long it is kept.
/// </summary>
/// <remarks>Immutable and thread-safe. What is declared is checked when a module that uses it is registered.</remarks>
public abstract class EventType
{
    /// <summary>The highest version that an event type may have.</summary>
    public const int MaxVersion = ushort.MaxValue;

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

    /// <summary>
    /// The version in which events are written from now on: 1 (the default) to 65,535. From version 2 on there is an
    /// <see cref="Upcasters">upcaster</see> from every earlier one.
    /// </summary>
    public int Version { get; init; } = 1;

    /// <summary>
    /// What brings the JSON of an older version to the next one: one <see cref="Upcast"/> from each version below
    /// <see cref="Version"/>. They run, one after the other, when an event of an older version is read.
    /// </summary>
    public IReadOnlyList<Upcast> Upcasters { get; init; } = [];

    /// <summary>Names that this event had before: what is recorded under them is read as this type. Default: none.</summary>
    public IReadOnlyList<string> FormerNames { get; init; } = [];

    /// <summary>
    /// How long events of this type are kept. Null, the default: as long as is configured for events that say nothing
    /// (<see cref="RetentionOptions.Default"/>).
    /// </summary>
    public Retention? Retention { get; init; }
}

/// <summary>A typed <see cref="EventType"/>.</summary>
/// <typeparam name="TEvent">The class that carries the event in memory.</typeparam>
/// <param name="name">The event's name in the stream: past tense, stable for ever, independent of the class name.</param>
/// <param name="json">Its source-generated JSON contract.</param>
/// <example>
/// <code>
/// new EventType&lt;VoteCast&gt;("VoteCast", VotesJson.Default.VoteCast)
/// {
///     Version = 3,
///     Upcasters =
///     [
///         Upcast.From(1, old => old["weight"] = 1),
///         Upcast.From(2, old => Upcast.Rename(old, "who", "user")),
///     ],
///     FormerNames = ["BallotCast"],
///     Retention = Retention.Days(30),
/// }
/// </code>
/// </example>
public sealed class EventType<TEvent>(string name, JsonTypeInfo<TEvent> json) : EventType(name, typeof(TEvent))
    where TEvent : class
{
    /// <summary>The source-generated JSON contract.</summary>
    public JsonTypeInfo<TEvent> Json { get; } = json ?? throw new ArgumentNullException(nameof(json));
}
