using System.Globalization;

namespace Bingobot.Benchmarks.Gateway.Mix;

/// <summary>Who and what there is: ids follow from numbers, so that every event speaks of something that its guild has.</summary>
internal static class GuildWorld
{
    public const int TextChannels = 4;
    public const int VoiceChannels = 2;
    public const int Members = 40;
    public const long BotUser = 1_100_000_000_000_000_001;

    private const long FirstGuild = 1_200_000_000_000_000_000;
    private const long FirstChannel = 1_210_000_000_000_000_000;
    private const long FirstUser = 1_220_000_000_000_000_000;

    /// <summary>Ids of one guild lie so far from those of the next.</summary>
    private const long Stride = 1_000_000;

    public static long GuildId(int guild) => FirstGuild + (guild * Stride) + guild;

    /// <summary>Text channels come first, then voice channels.</summary>
    public static long ChannelId(int guild, int channel) => FirstChannel + (guild * Stride) + channel;

    public static long UserId(int guild, int member) => FirstUser + (guild * Stride) + member;

    public static string UserName(int member) => string.Create(CultureInfo.InvariantCulture, $"user{member:000}");

    /// <summary>An id as JSON has it.</summary>
    public static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
