using System.Collections.Immutable;
using System.Net;
using Bingobot.Discord.Gateway;
using Bingobot.Events;
using Bingobot.Modules;

namespace Bingobot.Configuration;

/// <summary>How the bot is set up. The defaults are those of the <c>config.yaml</c> that comes with it.</summary>
internal sealed record BotConfiguration
{
    private static readonly ImmutableSortedDictionary<string, Retention> NoTypes =
        ImmutableSortedDictionary.Create<string, Retention>(StringComparer.Ordinal);

    /// <summary>The bot's token, or null: the bot then runs in its own sandbox.</summary>
    public Secret? Token { get; init; }

    /// <summary>Where Discord's REST API is. Default <c>https://discord.com/api/v10</c>.</summary>
    public Uri ApiBaseUrl { get; init; } = new("https://discord.com/api/v10");

    /// <summary>How many gateway connections the guilds are spread over; null: as many as Discord recommends.</summary>
    public int? Shards { get; init; }

    /// <summary>How Discord compresses what it sends over the gateway. Default zstd.</summary>
    public GatewayCompression Compression { get; init; } = GatewayCompression.Zstd;

    /// <summary>Where everything that must survive is kept; null: <c>data</c> below the home folder.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>How long events are kept that no live state needs any more. Default 10 days.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(10);

    /// <summary>How long the events of single types are kept, whatever they declare; by the type's name. Default: none.</summary>
    public ImmutableSortedDictionary<string, Retention> RetentionByType { get; init; } = NoTypes;

    /// <summary>After how many events a snapshot is taken; null: never. Default 100,000.</summary>
    public long? SnapshotEvents { get; init; } = 100_000;

    /// <summary>How long the shadow waits between two rounds; null: there is no shadow. Default 1 hour.</summary>
    public TimeSpan? ShadowInterval { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How often events are dropped that nothing needs any more; null: only by the command. Default 1 hour.</summary>
    public TimeSpan? CompactionInterval { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Minutes in a voice channel after which a user counts as active. Default 10.</summary>
    public int VoiceMinutes { get; init; } = ActivityOptions.DefaultVoiceMinutes;

    /// <summary>How long a vote stays open unless its starter says otherwise. Default 10 minutes.</summary>
    public TimeSpan VoteDuration { get; init; } = VotesOptions.DefaultDuration;

    /// <summary>How many must vote unless the starter says otherwise. Default 3.</summary>
    public int VoteQuorum { get; init; } = VotesOptions.DefaultQuorum;

    /// <summary>Seconds that pass in the sandbox in one second. Default 1.</summary>
    public int TimeScale { get; init; } = 1;

    /// <summary>How long the sandbox waits for the bot's first answer to an interaction. Default 3 s, as Discord does.</summary>
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Where the web page is served. Default <c>127.0.0.1:5080</c>.</summary>
    public IPEndPoint Listen { get; init; } = new(IPAddress.Loopback, 5080);

    /// <summary>Whether the bot talks to its own sandbox instead of Discord.</summary>
    public bool UsesSandbox => Token is null;

    /// <summary>What is configured about how long events are kept.</summary>
    public RetentionOptions RetentionOptions => new()
    {
        Default = Bingobot.Events.Retention.For(Retention),
        ByType = RetentionByType,
    };
}
