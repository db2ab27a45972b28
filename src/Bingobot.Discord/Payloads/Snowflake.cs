using System.Globalization;
using System.Text.Json.Serialization;
using Bingobot.Discord.Payloads.Json;

namespace Bingobot.Discord.Payloads;

/// <summary>
/// A Discord id: 42 bits of milliseconds since the first second of 2015, then 22 bits that make it unique. It is a
/// string in JSON, and sorts by time. See <see href="https://docs.discord.com/developers/reference#snowflakes"/>.
/// </summary>
/// <param name="Value">The id as a number; 0 is no id.</param>
[JsonConverter(typeof(SnowflakeConverter))]
public readonly record struct Snowflake(ulong Value) : IComparable<Snowflake>
{
    /// <summary>The Unix time of Discord's epoch, 2015-01-01T00:00:00Z, in milliseconds.</summary>
    public const long EpochMilliseconds = 1_420_070_400_000;

    private const int TimestampShift = 22;
    private const ulong IncrementMask = (1UL << TimestampShift) - 1;

    /// <summary>When the id was made, to the millisecond, in UTC.</summary>
    public DateTimeOffset Timestamp =>
        DateTimeOffset.FromUnixTimeMilliseconds((long)(Value >> TimestampShift) + EpochMilliseconds);

    /// <summary>Whether this is 0, which Discord gives to nothing.</summary>
    public bool IsNone => Value == 0;

    /// <summary>The id of something made at <paramref name="time"/>.</summary>
    /// <param name="time">Not before Discord's epoch.</param>
    /// <param name="increment">Distinguishes ids of one millisecond; its low 22 bits are used.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is before 2015.</exception>
    public static Snowflake From(DateTimeOffset time, ulong increment = 0)
    {
        var milliseconds = time.ToUnixTimeMilliseconds() - EpochMilliseconds;
        ArgumentOutOfRangeException.ThrowIfNegative(milliseconds, nameof(time));
        return new Snowflake(((ulong)milliseconds << TimestampShift) | (increment & IncrementMask));
    }

    /// <summary>Reads decimal digits, as Discord writes ids.</summary>
    /// <exception cref="FormatException"><paramref name="text"/> is not a decimal number of at most 64 bits.</exception>
    public static Snowflake Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not a Discord id: decimal digits expected.");

    /// <summary>Reads decimal digits, as Discord writes ids; false when <paramref name="text"/> is anything else.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Snowflake id)
    {
        var good = ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value);
        id = new Snowflake(value);
        return good;
    }

    /// <inheritdoc/>
    public int CompareTo(Snowflake other) => Value.CompareTo(other.Value);

    /// <summary>The decimal digits, in every culture.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether <paramref name="left"/> was made before <paramref name="right"/>.</summary>
    public static bool operator <(Snowflake left, Snowflake right) => left.Value < right.Value;

    /// <summary>Whether <paramref name="left"/> was made after <paramref name="right"/>.</summary>
    public static bool operator >(Snowflake left, Snowflake right) => left.Value > right.Value;

    /// <summary>Whether <paramref name="left"/> is <paramref name="right"/> or was made before it.</summary>
    public static bool operator <=(Snowflake left, Snowflake right) => left.Value <= right.Value;

    /// <summary>Whether <paramref name="left"/> is <paramref name="right"/> or was made after it.</summary>
    public static bool operator >=(Snowflake left, Snowflake right) => left.Value >= right.Value;
}
