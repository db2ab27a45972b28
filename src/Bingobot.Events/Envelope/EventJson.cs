using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Bingobot.Events;

/// <summary>
/// An event as one line of JSON, from which it can be made again byte for byte:
/// <c>{"seq","time","guild","type","version","cursor","data"}</c>. Pure and thread-safe; described in docs/format.md.
/// </summary>
public static class EventJson
{
    /// <summary>The most bytes of a line, without its end: 16 MiB.</summary>
    public const int MaxLineBytes = 16 * 1024 * 1024;

    /// <summary>As deep as JSON may be nested here; deeper data is written as base64.</summary>
    private const int MaxDepth = 64;

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] Names = ["seq", "time", "guild", "type", "version", "cursor", "data", "dataBase64"];

    /// <summary>Writes an event as one line, with its end.</summary>
    /// <param name="e">The event.</param>
    /// <param name="output">Takes the line.</param>
    public static void WriteLine(Recorded e, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(e);
        WriteLine(new EventView(e, Encoding.UTF8.GetBytes(e.Type)), output);
    }

    /// <inheritdoc cref="WriteLine(Recorded, IBufferWriter{byte})"/>
    public static void WriteLine(in EventView e, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        using (var json = new Utf8JsonWriter(output, Writing))
        {
            json.WriteStartObject();
            json.WriteNumber("seq", e.Sequence);
            json.WriteString("time", e.Time);
            json.WriteString("guild", e.Partition.ToString(CultureInfo.InvariantCulture));
            json.WriteString("type", e.TypeUtf8);
            if (e.TypeVersion != 1)
                json.WriteNumber("version", e.TypeVersion);
            if (e.ReadCursor() is { } cursor)
                WriteCursor(json, cursor);
            if (CanStandInALine(e.Data))
            {
                json.WritePropertyName("data");
                json.WriteRawValue(e.Data, skipInputValidation: true);
            }
            else
            {
                json.WriteBase64String("dataBase64", e.Data);
            }

            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    /// <summary>Reads a line as <see cref="WriteLine(Recorded, IBufferWriter{byte})"/> and <c>bingobot events --json</c> write it.</summary>
    /// <param name="line">The line, UTF-8, with or without its end.</param>
    /// <exception cref="FormatException">The line is no event; the message says what was expected.</exception>
    public static Recorded ReadLine(ReadOnlySpan<byte> line)
    {
        if (line.Length > MaxLineBytes)
            throw new FormatException($"a line of at most {MaxLineBytes:N0} bytes was expected, not of {line.Length:N0}");
        try
        {
            return new LineReader(line).Read();
        }
        catch (JsonException fault)
        {
            throw new FormatException($"one JSON object was expected: {fault.Message}", fault);
        }
        catch (InvalidOperationException fault)
        {
            // What the reader says of text that is no UTF-8, or half a surrogate.
            throw new FormatException($"text in UTF-8 was expected: {fault.Message}", fault);
        }
    }

    private static void WriteCursor(Utf8JsonWriter json, Cursor cursor)
    {
        json.WriteStartObject("cursor");
        json.WriteString("source", cursor.Source);
        json.WriteString("session", cursor.Session);
        json.WriteString("endpoint", cursor.Endpoint);
        json.WriteNumber("position", cursor.Position);
        json.WriteEndObject();
    }

    /// <summary>Whether the data would come back byte for byte: one JSON value without white space around it, and on one line.</summary>
    private static bool CanStandInALine(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty || IsSpace(data[0]) || IsSpace(data[^1]) || data.IndexOfAny((byte)'\n', (byte)'\r') >= 0)
            return false;
        if (!System.Text.Unicode.Utf8.IsValid(data))
            return false;
        try
        {
            var reader = new Utf8JsonReader(data, new JsonReaderOptions { MaxDepth = MaxDepth - 1 });
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool IsSpace(byte value) => value is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r';

    /// <summary>Reads the members of one line.</summary>
    private ref struct LineReader(ReadOnlySpan<byte> line)
    {
        private readonly ReadOnlySpan<byte> _line = line;
        private Utf8JsonReader _json = new(line, new JsonReaderOptions { MaxDepth = MaxDepth });
        private int _seen;

        public Recorded Read()
        {
            long sequence = 0;
            DateTimeOffset time = default;
            ulong partition = 0;
            string type = "";
            int version = 1;
            Cursor? cursor = null;
            byte[]? data = null;
            Expect(_json.Read() && _json.TokenType == JsonTokenType.StartObject, "a JSON object, as {\"seq\":1,…}");
            while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
            {
                string name = Name();
                switch (name)
                {
                    case "seq":
                        sequence = Whole(name, 1, long.MaxValue);
                        break;
                    case "time":
                        time = Time();
                        break;
                    case "guild":
                        partition = Partition();
                        break;
                    case "type":
                        type = Text(name, EnvelopeCodec.MaxTypeBytes);
                        Expect(type.Length > 0, "\"type\" with the name of an event type");
                        break;
                    case "version":
                        version = (int)Whole(name, 1, EventType.MaxVersion);
                        break;
                    case "cursor":
                        cursor = ReadCursor();
                        break;
                    case "data":
                        Expect(data is null, "\"data\" or \"dataBase64\", not both");
                        data = Raw();
                        break;
                    default:
                        Expect(data is null, "\"data\" or \"dataBase64\", not both");
                        data = FromBase64();
                        break;
                }
            }

            while (_json.Read())
            {
            }

            Need("seq");
            Need("time");
            Need("guild");
            Need("type");
            Expect(data is not null, "\"data\" with the event, which is missing");
            Expect(data!.Length <= EnvelopeCodec.MaxDataBytes, $"\"data\" of at most {EnvelopeCodec.MaxDataBytes} bytes");
            return new Recorded(sequence, time, partition, type, data, cursor) { TypeVersion = version };
        }

        private static void Expect(bool holds, string what)
        {
            if (!holds)
                throw new FormatException($"expected is {what}");
        }

        private readonly void Need(string name) =>
            Expect((_seen & (1 << Array.IndexOf(Names, name))) != 0, $"\"{name}\", which is missing");

        /// <summary>The member's name; its value is read next.</summary>
        private string Name()
        {
            string name = _json.GetString()!;
            int index = Array.IndexOf(Names, name);
            Expect(index >= 0, $"one of {string.Join(", ", Names)}, not \"{Shorten(name)}\"");
            Expect((_seen & (1 << index)) == 0, $"\"{name}\" once");
            _seen |= 1 << index;
            _json.Read();
            return name;
        }

        private long Whole(string name, long least, long most)
        {
            long value = 0;
            bool read = _json.TokenType == JsonTokenType.Number && _json.TryGetInt64(out value);
            Expect(read && value >= least && value <= most, $"\"{name}\" with a whole number of at least {least}{(most == long.MaxValue ? "" : $" and at most {most}")}");
            return value;
        }

        private string Text(string name, int mostBytes)
        {
            Expect(_json.TokenType == JsonTokenType.String, $"\"{name}\" with a text");
            string text = _json.GetString()!;
            Expect(Encoding.UTF8.GetByteCount(text) <= mostBytes, $"\"{name}\" with at most {mostBytes} bytes of UTF-8");
            return text;
        }

        private DateTimeOffset Time()
        {
            DateTimeOffset time = default;
            bool read = _json.TokenType == JsonTokenType.String && _json.TryGetDateTimeOffset(out time);
            Expect(read, "\"time\" with a time as 2026-11-26T21:04:49.7312345+00:00");
            return time.ToUniversalTime();
        }

        private ulong Partition()
        {
            ulong partition = 0;
            bool read = _json.TokenType == JsonTokenType.String
                && ulong.TryParse(_json.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out partition);
            Expect(read, "\"guild\" with a whole number as text, as \"41771983423143937\"; \"0\" for none");
            return partition;
        }

        private byte[] Raw()
        {
            int start = (int)_json.TokenStartIndex;
            _json.Skip();
            return _line[start..(int)_json.BytesConsumed].ToArray();
        }

        private byte[] FromBase64()
        {
            byte[]? bytes = null;
            bool read = _json.TokenType == JsonTokenType.String && _json.TryGetBytesFromBase64(out bytes);
            Expect(read, "\"dataBase64\" with base64");
            return bytes!;
        }

        private Cursor ReadCursor()
        {
            const string Expected = "\"cursor\" with \"source\", \"session\", \"endpoint\" and \"position\"";
            Expect(_json.TokenType == JsonTokenType.StartObject, Expected);
            string? source = null, session = null, endpoint = null;
            long? position = null;
            while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
            {
                string name = _json.GetString()!;
                _json.Read();
                switch (name)
                {
                    case "source":
                        source = Text(name, EnvelopeCodec.MaxCursorTextBytes);
                        break;
                    case "session":
                        session = Text(name, EnvelopeCodec.MaxCursorTextBytes);
                        break;
                    case "endpoint":
                        endpoint = Text(name, EnvelopeCodec.MaxCursorTextBytes);
                        break;
                    case "position":
                        position = Whole(name, long.MinValue, long.MaxValue);
                        break;
                    default:
                        Expect(false, $"{Expected}, not \"{Shorten(name)}\"");
                        break;
                }
            }

            Expect(source is not null && session is not null && endpoint is not null && position is not null, Expected);
            return new Cursor(source!, session!, endpoint!, position!.Value);
        }

        private static string Shorten(string text) => text.Length > 60 ? text[..60] + "…" : text;
    }
}
