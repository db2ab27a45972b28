using System.Security.Cryptography;

namespace Bingobot.Sandbox;

/// <summary>What the sandbox needs to know.</summary>
public sealed class SandboxOptions
{
    /// <summary>The bot's token unless another is set. It opens a world on this machine only and is no secret.</summary>
    public const string DefaultBotToken = "sandbox";

    /// <summary>Where the world is kept. The default forgets it with the process.</summary>
    public ISandboxJournal Journal { get; init; } = new MemoryJournal();

    /// <summary>
    /// The clock of the world: ids, the times of messages, and the 15 minutes for which an interaction's token is good.
    /// It may run faster than the machine's. Default <see cref="TimeProvider.System"/>.
    /// </summary>
    public TimeProvider WorldClock { get; init; } = TimeProvider.System;

    /// <summary>
    /// The clock of the protocol: heartbeats, the 3 s in which an interaction must be acknowledged, rate limits.
    /// Default <see cref="TimeProvider.System"/>.
    /// </summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>How <see cref="WorldClock"/> is put forward; null (the default): it cannot be.</summary>
    public ISandboxClock? Clock { get; init; }

    /// <summary>The bot's process, where it can be crashed on order; null (the default): it cannot be.</summary>
    public IBotProcess? BotProcess { get; init; }

    /// <summary>Watches what passes between this Discord and the bot; null (the default): nobody.</summary>
    public ISandboxObserver? Observer { get; init; }

    /// <summary>The only token that is let in. Default <see cref="DefaultBotToken"/>.</summary>
    public string BotToken { get; init; } = DefaultBotToken;

    /// <summary>How often clients are told to send a heartbeat. Default 41.25 s; 50 ms or more.</summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromMilliseconds(41_250);

    /// <summary>In which an interaction must be acknowledged, by <see cref="TimeProvider"/>. Default 3 s, as on Discord.</summary>
    public TimeSpan AcknowledgeWithin { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// How long the person's side waits for the edit after a deferral, by <see cref="TimeProvider"/>. Default 15 s.
    /// </summary>
    public TimeSpan DeferredAnswerWithin { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Dispatches kept for each session so that it can be resumed; an older position gets "invalid session".
    /// Default 10,000; 1 or more.
    /// </summary>
    public int ReplayBuffer { get; init; } = 10_000;

    /// <summary>
    /// Whether requests beyond the limits are refused with 429, and session starts beyond theirs with close code 4004. What is
    /// told of the limits is always there. Default true.
    /// </summary>
    public bool EnforceRateLimits { get; init; } = true;

    /// <summary>
    /// Gateway intents that are refused with close code 4014, as for a bot that has not been granted them; a sum of
    /// <see href="https://docs.discord.com/developers/events/gateway#list-of-intents">bits</see>. Default 0: none.
    /// </summary>
    public int DisallowedIntents { get; init; }

    /// <summary>Makes an unguessable text of so many hexadecimal digits, for interaction tokens and session ids.</summary>
    public Func<int, string> NewSecret { get; init; } = length => RandomNumberGenerator.GetHexString(length, lowercase: true);
}
