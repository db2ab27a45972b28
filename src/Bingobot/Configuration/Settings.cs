using System.Globalization;
using System.Net;
using Bingobot.Discord.Gateway;
using Bingobot.Events;
using Bingobot.Framework;
using Bingobot.Modules;

namespace Bingobot.Configuration;

/// <summary>All keys that there are.</summary>
internal static class Settings
{
    /// <summary>The section whose keys are names of event types.</summary>
    public const string RetentionByType = "data.retentionByType";

    private const int MostTimeScale = 100_000;
    private const int MostAnswerSeconds = 900;
    private const int LongestToken = 256;
    private const int LeastSnapshotEvents = 100;
    private const int MostSnapshotEvents = 1_000_000_000;
    private const string Off = "off";

    /// <summary>Sections that may stand empty in the file.</summary>
    public static IReadOnlyList<string> EmptySections { get; } = [RetentionByType, "modules.challenges"];

    /// <summary>Every key, in the order of the sample file.</summary>
    public static IReadOnlyList<Setting> All { get; } =
    [
        new("discord.token", "a bot token without spaces, best taken from the environment: ${DISCORD_TOKEN}", Token)
        {
            IsSecret = true,
            MayBeUnset = true,
        },
        new("discord.apiBaseUrl", "an https address such as https://discord.com/api/v10, or an http one on this machine", ApiBaseUrl),
        new("discord.shards", $"auto, or a whole number from 1 to {BotOptions.MostShards}", Shards),
        new("discord.compression", "zstd, zlib or none", Compression),
        new("data.directory", "the path of a folder", Directory),
        new("data.retention", "a duration from 1m to 3650d, such as 90s, 10m, 2h or 7d", KeepByDefault),
        new("data.snapshots", $"off, or a whole number of events from {LeastSnapshotEvents} to {MostSnapshotEvents}", Snapshots),
        new("data.shadow", "off, or a duration from 1m to 3650d, such as 90s, 10m, 2h or 7d", Shadow),
        new("data.compaction", "off, or a duration from 1m to 3650d, such as 90s, 10m, 2h or 7d", Compaction),
        new("modules.activity.voiceMinutes", $"a whole number of minutes from {ActivityOptions.MinVoiceMinutes} to {ActivityOptions.MaxVoiceMinutes}", VoiceMinutes),
        new("modules.votes.duration", $"a duration from {Durations.Format(VotesOptions.MinDuration)} to {Durations.Format(VotesOptions.MaxDuration)}, such as 90s, 10m, 2h or 7d", VoteDuration),
        new("modules.votes.quorum", $"a whole number from {VotesOptions.MinQuorum} to {VotesOptions.MaxQuorum}", VoteQuorum),
        new("sandbox.timeScale", $"a whole number from 1 to {MostTimeScale}", TimeScale),
        new("sandbox.answerSeconds", $"a whole number from 1 to {MostAnswerSeconds}", AnswerSeconds),
        new("dashboard.listen", "a loopback address and a port, such as 127.0.0.1:5080 or localhost:5080", Listen),
    ];

    /// <summary>The setting of this path, or null.</summary>
    public static Setting? Find(string path) => All.FirstOrDefault(setting => setting.Path == path) ?? OfType(path, StringComparison.Ordinal);

    /// <summary>The setting of this path, whatever the case of its letters but for those of an event type's name; or null.</summary>
    public static Setting? FindInEnvironment(string path) =>
        All.FirstOrDefault(setting => setting.Path.Equals(path, StringComparison.OrdinalIgnoreCase))
        ?? OfType(path, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a setting lies below this path, or it may stand empty.</summary>
    public static bool IsSection(string path) =>
        path.Length == 0
        || EmptySections.Contains(path)
        || All.Any(setting => setting.Path.StartsWith(path + '.', StringComparison.Ordinal));

    /// <summary>The names that may stand in the section of this path.</summary>
    public static IReadOnlyList<string> NamesIn(string section)
    {
        string prefix = section.Length == 0 ? "" : section + '.';
        return
        [
            .. All.Select(setting => setting.Path).Concat(EmptySections)
                .Where(path => path.StartsWith(prefix, StringComparison.Ordinal))
                .Select(path => path[prefix.Length..].Split('.')[0])
                .Distinct(StringComparer.Ordinal),
        ];
    }

    private static BotConfiguration? Token(BotConfiguration configuration, string text) =>
        text.Length is > 0 and <= LongestToken && text.All(character => character is > ' ' and < '\x7f')
            ? configuration with { Token = new Secret(text) }
            : null;

    private static BotConfiguration? ApiBaseUrl(BotConfiguration configuration, string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
        && uri is { Query.Length: 0, Fragment.Length: 0, UserInfo.Length: 0 }
            ? configuration with { ApiBaseUrl = new Uri(text.TrimEnd('/')) }
            : null;

    private static BotConfiguration? Shards(BotConfiguration configuration, string text) =>
        text == "auto" ? configuration with { Shards = null }
        : Whole(text, 1, BotOptions.MostShards) is { } shards ? configuration with { Shards = shards }
        : null;

    private static BotConfiguration? Compression(BotConfiguration configuration, string text) => text switch
    {
        "zstd" => configuration with { Compression = GatewayCompression.Zstd },
        "zlib" => configuration with { Compression = GatewayCompression.Zlib },
        "none" => configuration with { Compression = GatewayCompression.None },
        _ => null,
    };

    private static BotConfiguration? Directory(BotConfiguration configuration, string text) =>
        text.Length > 0 && !text.Contains('\0') ? configuration with { DataDirectory = text } : null;

    private static BotConfiguration? KeepByDefault(BotConfiguration configuration, string text) =>
        Duration(text, Retention.Shortest, Retention.Longest) is { } retention
            ? configuration with { Retention = retention }
            : null;

    /// <summary>The setting of one event type: which types there are is known to the modules alone.</summary>
    private static Setting? OfType(string path, StringComparison comparison)
    {
        const string Prefix = RetentionByType + ".";
        if (path.Length <= Prefix.Length || !path.StartsWith(Prefix, comparison))
            return null;
        string type = path[Prefix.Length..];
        return new Setting(Prefix + type, "forever, or a duration from 1m to 3650d, such as 90s, 10m, 2h or 7d", (configuration, text) =>
            Kept(text) is { } rule
                ? configuration with { RetentionByType = configuration.RetentionByType.SetItem(type, rule) }
                : null);
    }

    private static Retention? Kept(string text) =>
        text == "forever" ? Retention.Forever
        : Duration(text, Retention.Shortest, Retention.Longest) is { } time ? Retention.For(time)
        : null;

    private static BotConfiguration? Snapshots(BotConfiguration configuration, string text) =>
        text == Off ? configuration with { SnapshotEvents = null }
        : Whole(text, LeastSnapshotEvents, MostSnapshotEvents) is { } events ? configuration with { SnapshotEvents = events }
        : null;

    private static BotConfiguration? Compaction(BotConfiguration configuration, string text) =>
        TryInterval(text, out TimeSpan? interval) ? configuration with { CompactionInterval = interval } : null;

    private static BotConfiguration? Shadow(BotConfiguration configuration, string text) =>
        TryInterval(text, out TimeSpan? interval) ? configuration with { ShadowInterval = interval } : null;

    /// <summary>Reads a duration; null for what is off.</summary>
    private static bool TryInterval(string text, out TimeSpan? interval)
    {
        interval = text == Off ? null : Duration(text, Retention.Shortest, Retention.Longest);
        return text == Off || interval is not null;
    }

    private static BotConfiguration? VoiceMinutes(BotConfiguration configuration, string text) =>
        Whole(text, ActivityOptions.MinVoiceMinutes, ActivityOptions.MaxVoiceMinutes) is { } minutes ? configuration with { VoiceMinutes = minutes } : null;

    private static BotConfiguration? VoteDuration(BotConfiguration configuration, string text) =>
        Duration(text, VotesOptions.MinDuration, VotesOptions.MaxDuration) is { } duration
            ? configuration with { VoteDuration = duration }
            : null;

    private static BotConfiguration? VoteQuorum(BotConfiguration configuration, string text) =>
        Whole(text, VotesOptions.MinQuorum, VotesOptions.MaxQuorum) is { } quorum ? configuration with { VoteQuorum = quorum } : null;

    private static BotConfiguration? TimeScale(BotConfiguration configuration, string text) =>
        Whole(text, 1, MostTimeScale) is { } scale ? configuration with { TimeScale = scale } : null;

    private static BotConfiguration? AnswerSeconds(BotConfiguration configuration, string text) =>
        Whole(text, 1, MostAnswerSeconds) is { } seconds ? configuration with { AnswerWithin = TimeSpan.FromSeconds(seconds) } : null;

    private static BotConfiguration? Listen(BotConfiguration configuration, string text)
    {
        const string Localhost = "localhost:";
        string address = text.StartsWith(Localhost, StringComparison.OrdinalIgnoreCase)
            ? "127.0.0.1:" + text[Localhost.Length..]
            : text;
        return IPEndPoint.TryParse(address, out IPEndPoint? endpoint)
            && endpoint.Port > 0
            && IPAddress.IsLoopback(endpoint.Address)
                ? configuration with { Listen = endpoint }
                : null;
    }

    private static int? Whole(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
        && number >= least
        && number <= most
            ? number
            : null;

    private static TimeSpan? Duration(string text, TimeSpan least, TimeSpan most) =>
        Durations.TryParse(text, out TimeSpan duration) && duration >= least && duration <= most ? duration : null;
}
