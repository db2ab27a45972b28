using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Bingobot.Discord.Payloads.Json;

namespace Bingobot.Discord.Payloads;

/// <summary>
/// A field of a change, where "left as it is" and "set to nothing" are two things: absent (the default) is not written, null is
/// written as null. A value is made into one by itself: <c>Topic = "news"</c>, <c>Topic = null</c>.
/// </summary>
/// <typeparam name="T">The field's type; nullable where it can be set to nothing.</typeparam>
[JsonConverter(typeof(OptionalConverterFactory))]
public readonly record struct Optional<T>
{
    /// <summary>A field that is present.</summary>
    public Optional(T value)
    {
        Value = value;
        IsPresent = true;
    }

    /// <summary>Whether the field is written.</summary>
    public bool IsPresent { get; }

    /// <summary>What is written; the type's default where absent.</summary>
    public T Value { get; }

    /// <summary>A field that is present.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "The constructor is the other way.")]
    public static implicit operator Optional<T>(T value) => new(value);
}
