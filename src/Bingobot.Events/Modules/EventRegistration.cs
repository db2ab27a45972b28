using System.Text.Json;

namespace Bingobot.Events;

/// <summary>An event that is ready to be numbered: its JSON, and the object that replay would make of it.</summary>
internal readonly record struct PreparedEvent(EventRegistration Type, object Value, ReadOnlyMemory<byte> Data);

/// <summary>A declared event type, with its place in the catalog and the modules that do something with it.</summary>
internal abstract class EventRegistration(EventType type, int index, bool ofRuntime)
{
    private readonly List<int> _modules = [];
    private readonly List<int> _deciders = [];

    public string Name => type.Name;

    public Type ClrType => type.ClrType;

    /// <summary>The version in which it is written.</summary>
    public int Version => type.Version;

    /// <summary>As it was declared.</summary>
    public EventType Declaration => type;

    /// <summary>Its place in the catalog; handlers are found by it.</summary>
    public int Index => index;

    /// <summary>Whether the runtime alone may record it.</summary>
    public bool OfRuntime => ofRuntime;

    /// <summary>The places of the modules that do something with it, in the order of their registration.</summary>
    public List<int> Modules => _modules;

    /// <summary>The places of the modules that decide on it, in the order of their registration.</summary>
    public List<int> Deciders => _deciders;

    /// <summary>Whether replay needs the object.</summary>
    public bool IsRead => OfRuntime || _modules.Count > 0;

    public void AddModule(int module) => AddInOrder(_modules, module);

    public void AddDecider(int module) => AddInOrder(_deciders, module);

    /// <summary>Reads the event's object from its JSON.</summary>
    /// <param name="version">The version that the JSON is of, as the envelope says.</param>
    /// <param name="data">The JSON, UTF-8.</param>
    /// <exception cref="UnreadableEventException">
    /// The JSON is not of this type, an upcaster failed, or the version is newer than <see cref="Version"/>.
    /// </exception>
    public abstract object Read(int version, ReadOnlySpan<byte> data);

    /// <inheritdoc cref="EventRegistration{TEvent}.Prepare"/>
    public abstract PreparedEvent PrepareObject(object e);

    /// <summary>Modules are registered one after the other, so the newest is the last.</summary>
    private static void AddInOrder(List<int> modules, int module)
    {
        if (modules.Count == 0 || modules[^1] != module)
            modules.Add(module);
    }
}

/// <inheritdoc/>
internal sealed class EventRegistration<TEvent>(EventType<TEvent> type, int index, bool ofRuntime)
    : EventRegistration(type, index, ofRuntime)
    where TEvent : class
{
    private readonly UpcastChain _upcasters = new(type);
    private readonly PlainReader? _plain = PlainReader.For(type.Json);

    public override object Read(int version, ReadOnlySpan<byte> data) => Read(version, data, written: null);

    public override PreparedEvent PrepareObject(object e) => Prepare((TEvent)e);

    /// <summary>Writes the event, and reads it back: modules see live what they will see on replay.</summary>
    /// <exception cref="ArgumentException">It is too long, or cannot be read back.</exception>
    public PreparedEvent Prepare(TEvent e)
    {
        byte[] data = JsonSerializer.SerializeToUtf8Bytes(e, type.Json);
        if (data.Length > EnvelopeCodec.MaxDataBytes)
        {
            throw new ArgumentException(
                $"The event {Name} has {data.Length} bytes of JSON; at most {EnvelopeCodec.MaxDataBytes} are allowed.");
        }

        try
        {
            return new PreparedEvent(this, Read(Version, data, written: e), data);
        }
        catch (UnreadableEventException fault)
        {
            throw new ArgumentException($"The event {Name} cannot be read back from its own JSON: {fault.Message}", fault);
        }
    }

    private object Read(int version, ReadOnlySpan<byte> data, TEvent? written)
    {
        if (version != Version)
            data = _upcasters.Run(version, data);
        try
        {
            if (_plain?.TryRead(data, written) is { } plain)
                return plain;
            return JsonSerializer.Deserialize(data, type.Json)
                ?? throw new UnreadableEventException(Name, $"The event {Name} is null.");
        }
        catch (Exception fault) when (fault is not (OutOfMemoryException or UnreadableEventException))
        {
            // A contract calls constructors and converters, which may throw what they like.
            string after = version == Version ? "" : $", brought from version {version} to {Version},";
            throw new UnreadableEventException(Name, $"The JSON of {Name}{after} is not as expected: {ErrorText.Of(fault)}", fault);
        }
    }
}
