using Bingobot.Events;

namespace Bingobot.Framework;

/// <summary>
/// Discord on one side, modules over an event stream on the other. The stream is opened with <see cref="Modules"/> and
/// <see cref="Effects"/>, then <see cref="RunAsync"/> connects the two.
/// </summary>
/// <remarks>Made by <c>Bot.Create(options, modules, loggerFactory)</c>; <c>Bot.ModulesOf(modules)</c> gives the same
/// <see cref="Modules"/> without Discord, to read a stream with. Dispose of the stream before the bot: effects need it.</remarks>
public interface IBot : IAsyncDisposable
{
    /// <summary>All modules to open the stream with: the framework's own, then the bot's.</summary>
    IReadOnlyList<IModule> Modules { get; }

    /// <summary>Does the effects of these modules by Discord's REST API. To open the stream with.</summary>
    IEffectExecutor Effects { get; }

    /// <summary>What the bot is doing; may be read from any thread.</summary>
    BotStatus Status { get; }

    /// <summary>
    /// Registers the commands, resumes the gateway session after the last durable fact or starts a new one, and feeds
    /// the stream until it is cancelled or Discord refuses for good. Call it once, while the stream is running.
    /// </summary>
    /// <param name="stream">The running stream.</param>
    /// <param name="ingest">The same stream, as the one that takes facts.</param>
    /// <param name="stop">
    /// Ends it in good order: the cursor is made durable, and the session is left open for the next start to resume.
    /// Effects go on until the stream itself is stopped, which is done after this returns.
    /// </param>
    /// <returns>Why it ended. Failures of the stream are thrown as they are.</returns>
    Task<BotExit> RunAsync(IEventStream stream, IEventIngest ingest, CancellationToken stop);
}

/// <summary>Why a bot ended.</summary>
public enum BotExitReason
{
    /// <summary>It was told to.</summary>
    Stopped,

    /// <summary>Discord refuses for good (token, intents): nothing is gained by trying again. Exit code 5.</summary>
    Refused,
}

/// <summary>How a bot ended.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Message">For people: what is wrong and how to mend it; empty when it was told to stop.</param>
public sealed record BotExit(BotExitReason Reason, string Message);

/// <summary>What a bot is doing.</summary>
/// <param name="State">The connection's state, in a word: <c>stopped</c>, <c>connecting</c>, <c>ready</c> …</param>
/// <param name="User">The bot's name on Discord; empty until it is known.</param>
/// <param name="Commands">How many commands are registered; 0 until they are.</param>
public sealed record BotStatus(string State, string User, int Commands);
