using System.Globalization;

namespace Bingobot.Sandbox;

/// <summary>
/// Discord's ids: milliseconds since 2015 in the upper 42 bits, an increment below
/// (<see href="https://docs.discord.com/developers/reference#snowflakes"/>).
/// </summary>
internal static class Snowflake
{
    private const long DiscordEpoch = 1_420_070_400_000;
    private const int TimeShift = 22;

    /// <summary>The least id of a moment, given in milliseconds since 1970.</summary>
    public static ulong At(long unixMilliseconds) => (ulong)Math.Max(0, unixMilliseconds - DiscordEpoch) << TimeShift;

    /// <summary>When an id was made, in milliseconds since 1970.</summary>
    public static long TimeOf(ulong id) => (long)(id >> TimeShift) + DiscordEpoch;

    /// <summary>The shard that a guild belongs to
    /// (<see href="https://docs.discord.com/developers/events/gateway#sharding"/>).</summary>
    public static int ShardOf(ulong guildId, int shardCount) => (int)((guildId >> TimeShift) % (ulong)shardCount);

    public static bool TryParse(string? text, out ulong id) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out id);

    public static string Text(ulong id) => id.ToString(CultureInfo.InvariantCulture);
}
