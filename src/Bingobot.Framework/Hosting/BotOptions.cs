using Bingobot.Discord.Gateway;
using Bingobot.Discord.Payloads;

namespace Bingobot.Framework;

/// <summary>What a bot needs to know of Discord.</summary>
public sealed class BotOptions
{
    /// <summary>The most shards that a bot runs in one process.</summary>
    public const int MostShards = 1_000;

    /// <summary>The default of <see cref="ApiBaseUrl"/>.</summary>
    public const string DefaultApiBaseUrl = "https://discord.com/api/v10";

    /// <summary>The default of <see cref="DeferAfter"/>: 2 s of the 3 s that Discord gives.</summary>
    public static readonly TimeSpan DefaultDeferAfter = TimeSpan.FromSeconds(2);

    /// <summary>The bot's token. Never written to a log.</summary>
    public required string Token { get; init; }

    /// <summary>
    /// The key that shows which custom ids of buttons, menus and modals are this bot's own: at least 32 random bytes, known to nobody
    /// else, the same for as long as its messages are to work. Never written to a log, nor to the stream.
    /// </summary>
    public required ReadOnlyMemory<byte> CustomIdKey { get; init; }

    /// <summary>The REST API with its version; a local Discord has its own. The gateway's URL is asked there.</summary>
    public Uri ApiBaseUrl { get; init; } = new(DefaultApiBaseUrl);

    /// <summary>
    /// How long after it was made an interaction that has no answer yet is deferred, so that Discord keeps waiting. One that arrives
    /// late counts as a second old at the most, since the clocks may differ.
    /// More than 0, less than 3 s; 2 s by default.
    /// </summary>
    public TimeSpan DeferAfter { get; init; } = DefaultDeferAfter;

    /// <summary>
    /// How many gateway connections the guilds are spread over, 1 to 1,000; null, the default: as many as Discord recommends, and
    /// never fewer than there were before, since sessions do not outlive a change of their number.
    /// </summary>
    public int? Shards { get; init; }

    /// <summary>How Discord compresses what it sends over the gateway; zstd by default.</summary>
    public GatewayCompression Compression { get; init; } = GatewayCompression.Zstd;

    /// <summary>How the bot shows itself from the start of a session on; null, the default: online.</summary>
    public UpdatePresence? Presence { get; init; }

    /// <summary>After how many dispatches that no module wants the cursor is recorded nonetheless. From 1; 500 by default.</summary>
    public int CursorEvery { get; init; } = 500;

    /// <summary>The clock of heartbeats, delays and time-outs; the system's by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>
    /// The clock of the stream and of Discord's ids, by which the age of an interaction is told; null, the default: the
    /// same as <see cref="TimeProvider"/>. A local Discord may run through its days faster.
    /// </summary>
    public TimeProvider? WorldClock { get; init; }

    /// <summary>Spreads reconnects and retries. Used by the bot alone from then on.</summary>
    public required Random Random { get; init; }

    /// <exception cref="ArgumentException">It names the option and what is allowed.</exception>
    internal void Validate()
    {
        if (DeferAfter <= TimeSpan.Zero || DeferAfter >= TimeSpan.FromSeconds(3))
            throw new ArgumentOutOfRangeException(nameof(DeferAfter), DeferAfter, "More than 0 and less than 3 s is expected.");
        ArgumentOutOfRangeException.ThrowIfLessThan(CursorEvery, 1);
        if (CustomIdKey.Length < CustomIdSeal.MinKeyBytes)
            throw new ArgumentException($"{nameof(CustomIdKey)} has {CustomIdKey.Length} bytes; at least {CustomIdSeal.MinKeyBytes} are expected.");
        if (Shards is < 1 or > MostShards)
            throw new ArgumentOutOfRangeException(nameof(Shards), Shards, $"1 to {MostShards} is expected.");
    }
}
