using System.Buffers;
using System.Buffers.Text;
using Bingobot.Benchmarks.Gateway.Server;

namespace Bingobot.Benchmarks.Gateway.Mix;

/// <summary>
/// The events of a plan as frames of the socket, one behind the other; numbers and ids are written over for each repetition. Not
/// thread-safe.
/// </summary>
internal sealed class MixBlock
{
    private readonly byte[] _bytes;
    private readonly Place[] _places = new Place[MixPlan.BlockEvents];

    public MixBlock(MixPlan plan)
    {
        using var writer = new DispatchWriter(plan.Random);
        var bytes = new ArrayBufferWriter<byte>();
        for (int i = 0; i < _places.Length; i++)
        {
            (DispatchKind kind, int guild) = plan.At(i);
            ReadOnlySpan<byte> json = writer.Write(kind, guild);
            int frame = bytes.WrittenCount;
            SocketFrame.WriteHeader(bytes, json.Length, isBinary: false);
            int start = bytes.WrittenCount;
            bytes.Write(json);
            int sequence = json.IndexOf("\"s\":"u8) + 4;
            int id = kind == DispatchKind.MessageCreate ? json.IndexOf("\"d\":{\"id\":\""u8) + 11 : -1;
            _places[i] = new Place(frame, start, json.Length, start + sequence, id < 0 ? -1 : start + id);
        }

        _bytes = bytes.WrittenSpan.ToArray();
    }

    /// <summary>Where an event lies.</summary>
    private readonly record struct Place(int Frame, int Json, int Length, int Sequence, int Id);

    /// <summary>Bytes of an event on the wire in the mean, without compression.</summary>
    public double MeanFrameBytes => (double)_bytes.Length / _places.Length;

    /// <summary>Bytes of an event's JSON in the mean.</summary>
    public int MeanBytes => (int)_places.Average(place => place.Length);

    /// <summary>The frames of the events from an ordinal on, which begins a block; good until the next call.</summary>
    public ReadOnlyMemory<byte> Frames(long first, int count)
    {
        for (int i = 0; i < count; i++)
            Number(_places[i], first + i);
        return _bytes.AsMemory(0, count == _places.Length ? _bytes.Length : _places[count].Frame);
    }

    /// <summary>One event's JSON; good until the next call.</summary>
    public ReadOnlySpan<byte> Json(long ordinal)
    {
        Place place = _places[(int)(ordinal % _places.Length)];
        Number(place, ordinal);
        return _bytes.AsSpan(place.Json, place.Length);
    }

    private void Number(in Place place, long ordinal)
    {
        Utf8Formatter.TryFormat(MixSize.FirstSequence + ordinal, _bytes.AsSpan(place.Sequence), out _);
        if (place.Id >= 0)
            Utf8Formatter.TryFormat(DispatchWriter.FirstMessage + ordinal, _bytes.AsSpan(place.Id), out _);
    }
}
