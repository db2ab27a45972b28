using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bingobot.Events;

/// <summary>The upcasters of one event type, from version 1 to the newest without a gap. Thread-safe.</summary>
internal sealed class UpcastChain
{
    private readonly EventType _type;
    private readonly Upcast[] _inOrder;

    /// <exception cref="ArgumentException">The chain is not whole.</exception>
    public UpcastChain(EventType type)
    {
        _type = type;
        if (type.Version is < 1 or > EventType.MaxVersion)
            throw new ArgumentException($"The event {type.Name} has version {type.Version}; versions are 1 to {EventType.MaxVersion}.");
        _inOrder = [.. (type.Upcasters ?? []).OrderBy(upcast => upcast.FromVersion)];
        for (int i = 1; i < _inOrder.Length; i++)
        {
            if (_inOrder[i].FromVersion == _inOrder[i - 1].FromVersion)
            {
                throw new ArgumentException(
                    $"The event {type.Name} has two upcasters from version {_inOrder[i].FromVersion}; remove one of them.");
            }
        }

        for (int version = 1; version < type.Version; version++)
        {
            if (version > _inOrder.Length || _inOrder[version - 1].FromVersion != version)
            {
                throw new ArgumentException(
                    $"The event {type.Name} has version {type.Version}, and nothing brings version {version} to {version + 1}: "
                    + $"add Upcast.From({version}, …) to its Upcasters.");
            }
        }

        if (_inOrder.Length >= type.Version)
        {
            int last = _inOrder[^1].FromVersion;
            throw new ArgumentException(
                $"The event {type.Name} has version {type.Version}, and an upcaster from version {last}: "
                + $"make its Version {last + 1}, or remove the upcaster.");
        }
    }

    /// <summary>The JSON of the newest version. Allocates; not to be called for an event that is of that version.</summary>
    /// <exception cref="UnreadableEventException">There is no way to that version.</exception>
    public byte[] Run(int version, ReadOnlySpan<byte> data)
    {
        if (version > _type.Version)
        {
            throw new UnreadableEventException(
                _type.Name,
                $"{_type.Name} was recorded in version {version}, and this program knows it up to version {_type.Version}. "
                + "Run the newer program that recorded it.");
        }

        JsonObject json = Parse(data);
        for (int at = version; at < _type.Version; at++)
        {
            try
            {
                json = _inOrder[at - 1].Run(json);
            }
            catch (Exception fault) when (fault is not OutOfMemoryException)
            {
                throw new UnreadableEventException(
                    _type.Name, $"The upcaster of {_type.Name} from version {at} to {at + 1} failed: {ErrorText.Of(fault)}", fault);
            }
        }

        var newest = new ArrayBufferWriter<byte>(data.Length + 64);
        using (var writer = new Utf8JsonWriter(newest))
            json.WriteTo(writer);
        return newest.WrittenSpan.ToArray();
    }

    private JsonObject Parse(ReadOnlySpan<byte> data)
    {
        JsonNode? node;
        try
        {
            node = JsonNode.Parse(data);
        }
        catch (JsonException fault)
        {
            throw new UnreadableEventException(_type.Name, $"{_type.Name} is no JSON: {fault.Message}", fault);
        }

        return node as JsonObject ?? throw new UnreadableEventException(
            _type.Name, $"{_type.Name} is to be brought to version {_type.Version}, and is no JSON object.");
    }
}
