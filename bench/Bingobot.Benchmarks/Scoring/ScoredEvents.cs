using System.Text;
using System.Text.Json;

namespace Bingobot.Benchmarks.Scoring;

/// <summary>
/// The events of a run, made from their ordinals 0, 1, 2 …, and every one with the same number of bytes of JSON. Thread-safe.
/// </summary>
internal sealed class ScoredEvents
{
    /// <summary>The number of the event 0: all numbers have as many digits.</summary>
    public const long FirstNumber = 1_000_000_000;

    /// <summary>Partitions that the events belong to, from 1 on.</summary>
    public const int Partitions = 16;

    /// <summary>Where the digits of the number lie in the JSON.</summary>
    public const int NumberOffset = 10;

    /// <summary>How many digits it has.</summary>
    public const int NumberDigits = 10;

    private const int Users = 64;
    private const ulong FirstUser = 700_000_000_000_000_000;
    private const int Notes = 256;
    private const int NoteSeed = 20240229;

    private readonly string[] _notes = new string[Notes];

    /// <param name="jsonBytes">Bytes of JSON of every event.</param>
    public ScoredEvents(int jsonBytes)
    {
        JsonBytes = jsonBytes;
        int rest = jsonBytes - JsonOf(new Scored(FirstNumber, FirstUser, 10, "")).Length;
        ArgumentOutOfRangeException.ThrowIfLessThan(rest, sizeof(long), nameof(jsonBytes));
        var random = new Random(NoteSeed);
        for (int i = 0; i < Notes; i++)
            _notes[i] = string.Create(rest, random, static (note, random) => random.GetItems("abcdefghijklmnopqrstuvwxyz ", note));
        byte[] json = JsonOf(At(0));
        if (json.Length != jsonBytes || !json.AsSpan(NumberOffset, NumberDigits).SequenceEqual(Digits(FirstNumber)))
            throw new InvalidOperationException($"An event's JSON is not as expected: {Encoding.UTF8.GetString(json)}");
    }

    public int JsonBytes { get; }

    public Scored At(long ordinal)
    {
        ulong mixed = Mixed(ordinal);
        return new Scored(
            FirstNumber + ordinal, FirstUser + (mixed % Users), 10 + (int)(mixed / Users % 90), _notes[(int)(ordinal & (Notes - 1))]);
    }

    /// <summary>The partition of an event; it does not tell the user.</summary>
    public static ulong PartitionOf(long ordinal) => 1 + (Mixed(ordinal) >> 32) % Partitions;

    public static byte[] JsonOf(Scored e) => JsonSerializer.SerializeToUtf8Bytes(e, ScoringJson.Default.Scored);

    /// <summary>The ordinal that the JSON claims; −1 where it claims none.</summary>
    public long OrdinalOf(ReadOnlySpan<byte> json) =>
        json.Length == JsonBytes
        && System.Buffers.Text.Utf8Parser.TryParse(json.Slice(NumberOffset, NumberDigits), out long number, out int read)
        && read == NumberDigits
            ? number - FirstNumber
            : -1;

    /// <summary>The last word of every note's JSON, by the event's ordinal: what a quick look compares.</summary>
    public long[] LastWords() => [.. Enumerable.Range(0, Notes).Select(i => BitConverter.ToInt64(JsonOf(At(i)).AsSpan()[^sizeof(long)..]))];

    public static byte[] Digits(long number) => Encoding.ASCII.GetBytes(number.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Splitmix64: spreads partitions, users and points.</summary>
    private static ulong Mixed(long ordinal)
    {
        ulong mixed = ((ulong)ordinal + 1) * 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
