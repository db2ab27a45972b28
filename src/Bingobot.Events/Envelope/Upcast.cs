using System.Text.Json.Nodes;

namespace Bingobot.Events;

/// <summary>Brings the JSON of an event from one version of its type to the next.</summary>
/// <remarks>
/// Like <c>Apply</c> an upcaster is a pure function: the same JSON gives the same JSON, without clock, randomness, I/O or
/// culture. It never writes: what is recorded stays as it is. Immutable; its function may be called on several threads.
/// </remarks>
public sealed class Upcast
{
    private readonly Func<JsonObject, JsonObject> _upcast;

    private Upcast(int version, Func<JsonObject, JsonObject> upcast)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(version, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(version, EventType.MaxVersion);
        ArgumentNullException.ThrowIfNull(upcast);
        FromVersion = version;
        _upcast = upcast;
    }

    /// <summary>The version that it reads. It gives the next one.</summary>
    public int FromVersion { get; }

    /// <summary>An upcaster that returns the newer JSON: the given object, changed, or another one.</summary>
    /// <param name="version">The version that it reads, from 1.</param>
    /// <param name="upcast">The event of that version → the event of the next one. The object is the upcaster's own.</param>
    /// <exception cref="ArgumentOutOfRangeException">There can be no such version.</exception>
    public static Upcast From(int version, [Deterministic] Func<JsonObject, JsonObject> upcast) => new(version, upcast);

    /// <summary>An upcaster that changes the JSON it is given.</summary>
    /// <param name="version">The version that it reads, from 1.</param>
    /// <param name="upcast">Makes the event of that version one of the next.</param>
    /// <exception cref="ArgumentOutOfRangeException">There can be no such version.</exception>
    public static Upcast From(int version, [Deterministic] Action<JsonObject> upcast)
    {
        ArgumentNullException.ThrowIfNull(upcast);
        return new Upcast(version, json =>
        {
            upcast(json);
            return json;
        });
    }

    /// <summary>Gives a member another name, where the object has it; its value stays.</summary>
    /// <param name="json">The object.</param>
    /// <param name="from">The name that the member has.</param>
    /// <param name="to">The name that it gets, in place of one that has it already.</param>
    /// <returns>The same object.</returns>
    public static JsonObject Rename(JsonObject json, string from, string to)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        if (!json.TryGetPropertyValue(from, out JsonNode? value))
            return json;
        json.Remove(from);
        json[to] = value;
        return json;
    }

    internal JsonObject Run(JsonObject json) => _upcast(json)
        ?? throw new InvalidOperationException($"The upcaster from version {FromVersion} returned nothing.");
}
