using Bingobot.Discord.Payloads;

namespace Bingobot.Discord.Gateway.Wire.Envelopes;

/// <summary>
/// Reads the envelope of a dispatch as Discord writes it: no white space, no escapes, a name that came before. Whatever looks
/// otherwise is left to <see cref="FrameReader"/>'s reader of JSON, so that it says nothing that the reader would not say; but for
/// the data, of which it looks for the end alone.
/// </summary>
internal ref struct EnvelopeScanner
{
    /// <summary>Digits of a sequence that surely fit.</summary>
    private const int MostDigits = 18;

    private readonly ReadOnlySpan<byte> _frame;
    private readonly EventNames _names;
    private int _at;
    private bool _isDispatch;
    private long? _sequence;
    private EventName? _type;
    private Range? _data;

    private EnvelopeScanner(ReadOnlySpan<byte> frame, EventNames names)
    {
        _frame = frame;
        _names = names;
    }

    /// <summary>False where it is not a dispatch as Discord writes it; it may be one all the same.</summary>
    public static bool TryRead(ReadOnlySpan<byte> frame, EventNames names, out FrameHeader header)
    {
        var scanner = new EnvelopeScanner(frame, names);
        return scanner.TryRead(out header);
    }

    private bool TryRead(out FrameHeader header)
    {
        header = default;
        if (!TryTake("{"u8))
            return false;
        do
        {
            if (!TryTakeField(out var isDone))
                return false;
            if (isDone)
            {
                header = new FrameHeader(GatewayOpcode.Dispatch, _sequence, _type!.Text, default, IsWanted: false);
                return true;
            }
        }
        while (TryTake(","u8));
        if (!TryTake("}"u8) || _at != _frame.Length || !_isDispatch || _sequence is null || _type is null)
            return false;
        header = new FrameHeader(GatewayOpcode.Dispatch, _sequence, _type.Text, _data ?? 0..0, _type.IsWanted);
        return true;
    }

    /// <param name="isDone">Whether the data is all that may come, and nobody wants it.</param>
    private bool TryTakeField(out bool isDone)
    {
        isDone = false;
        if (TryTake("\"t\":\""u8))
            return TryTakeName();
        if (TryTake("\"s\":"u8))
            return TryTakeSequence();
        if (TryTake("\"op\":0"u8))
        {
            var isFirst = !_isDispatch;
            _isDispatch = true;
            return isFirst;
        }
        if (!TryTake("\"d\":"u8) || _at >= _frame.Length || _frame[_at] is not ((byte)'{' or (byte)'['))
            return false;
        isDone = _isDispatch && _sequence is not null && _type is { IsWanted: false };
        return isDone || TryTakeData();
    }

    private bool TryTakeName()
    {
        var length = _frame[_at..].IndexOf((byte)'"');
        if (length < 0 || _type is not null || !_names.TryGetKnown(_frame.Slice(_at, length), out _type))
            return false;
        _at += length + 1;
        return true;
    }

    private bool TryTakeSequence()
    {
        var start = _at;
        var value = 0L;
        for (; _at < _frame.Length && char.IsAsciiDigit((char)_frame[_at]); _at++)
        {
            if (_at - start == MostDigits)
                return false;
            value = (value * 10) + _frame[_at] - '0';
        }
        if (_at == start || (_frame[start] == '0' && _at > start + 1) || _sequence is not null)
            return false;
        _sequence = value;
        return true;
    }

    private bool TryTakeData()
    {
        if (_data is not null)
            return false;
        var length = JsonExtent.EndOf(_frame[_at..]);
        if (length < 0)
            return false;
        _data = _at..(_at + length);
        _at += length;
        return true;
    }

    private bool TryTake(ReadOnlySpan<byte> expected)
    {
        if (!_frame[_at..].StartsWith(expected))
            return false;
        _at += expected.Length;
        return true;
    }
}
