using System.Collections.Concurrent;
using Bingobot.Discord.Payloads;
using Bingobot.Discord.Rest;
using Microsoft.Extensions.Logging;

namespace Bingobot.Framework;

/// <summary>
/// Asks Discord to wait where an interaction has no answer soon after it was made. An interaction is deferred or answered,
/// never both at once. Thread-safe.
/// </summary>
/// <param name="rest">Discord.</param>
/// <param name="clock">The clock of delays.</param>
/// <param name="world">The clock of Discord's ids.</param>
/// <param name="after">How long after it was made an interaction is deferred.</param>
/// <param name="answersPrivately">Whether an interaction's answer is to be expected for the user alone.</param>
/// <param name="logger">Where failed deferrals are told of.</param>
internal sealed partial class Deferrals(
    DiscordRest rest,
    TimeProvider clock,
    TimeProvider world,
    TimeSpan after,
    Func<InteractionReceived, bool> answersPrivately,
    ILogger logger)
    : IAsyncDisposable
{
    /// <summary>
    /// How late an interaction is believed to have arrived at the most: its id tells when it was made, but by a clock that may differ
    /// from this machine's.
    /// </summary>
    private static readonly TimeSpan LatestArrival = TimeSpan.FromSeconds(1);

    /// <summary>Beyond it, interactions are answered, but not deferred.</summary>
    private const int MostTracked = 10_000;

    private readonly ConcurrentDictionary<Snowflake, Entry> _entries = new();
    private readonly CancellationTokenSource _stop = new();
    private int _disposed;

    /// <summary>An interaction arrived just now.</summary>
    public void Track(InteractionReceived fact)
    {
        if (_entries.Count >= MostTracked)
            return;
        Entry entry = new();
        if (_entries.TryAdd(fact.Interaction, entry))
            entry.Waiting = DeferLaterAsync(fact, entry);
    }

    /// <summary>Waits for a deferral that is under way, and holds off another until the turn is disposed of.</summary>
    public async ValueTask<Turn> EnterAsync(Snowflake interaction, CancellationToken cancellationToken)
    {
        if (!_entries.TryGetValue(interaction, out var entry))
            return default;
        await entry.Gate.WaitAsync(cancellationToken);
        return new Turn(entry);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        await _stop.CancelAsync();
        await Task.WhenAll(_entries.Values.Select(entry => entry.Waiting));
        _entries.Clear();
        _stop.Dispose();
    }

    private async Task DeferLaterAsync(InteractionReceived fact, Entry entry)
    {
        try
        {
            await Task.Delay(DelayOf(fact), clock, _stop.Token);
            await entry.Gate.WaitAsync(_stop.Token);
            try
            {
                if (entry.Settled)
                    return;
                await DeferAsync(fact, entry);
            }
            finally
            {
                entry.Gate.Release();
            }

            await Task.Delay(InteractionResponder.TokenLifetime, clock, _stop.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            LogStopped(fact.Interaction.Value);
        }
        finally
        {
            _entries.TryRemove(fact.Interaction, out _);
        }
    }

    /// <summary>How long from now on it may go without an answer; those that a resumed session brings again are not new.</summary>
    private TimeSpan DelayOf(InteractionReceived fact)
    {
        var age = Math.Clamp((world.GetUtcNow() - fact.Interaction.Timestamp).Ticks, 0, LatestArrival.Ticks);
        return TimeSpan.FromTicks(Math.Max(after.Ticks - age, 0));
    }

    private async Task DeferAsync(InteractionReceived fact, Entry entry)
    {
        try
        {
            var isPrivate = answersPrivately(fact);
            await rest.CreateInteractionResponseAsync(fact.Interaction, fact.Token, ResponseOf(fact, isPrivate), _stop.Token);
            entry.Deferred = isPrivate ? Deferral.Private : Deferral.Public;
            LogDeferred(fact.Interaction.Value);
        }
        catch (DiscordRestException e)
        {
            LogFailed(fact.Interaction.Value, e.Message);
        }
    }

    /// <summary>Of what is on a message, no message follows yet: the answer may be to change it.</summary>
    private static InteractionResponse ResponseOf(InteractionReceived fact, bool isPrivate) => fact.Message is not null
        ? new() { Type = InteractionCallbackType.DeferredUpdateMessage }
        : new()
        {
            Type = InteractionCallbackType.DeferredChannelMessageWithSource,
            Data = isPrivate ? new InteractionCallbackData { Flags = MessageFlags.Ephemeral } : null,
        };

    [LoggerMessage(EventId = 20, Level = LogLevel.Information, Message = "Interaction {Interaction} was deferred.")]
    private partial void LogDeferred(ulong interaction);

    [LoggerMessage(EventId = 21, Level = LogLevel.Warning, Message = "Interaction {Interaction} could not be deferred: {Reason}")]
    private partial void LogFailed(ulong interaction, string reason);

    [LoggerMessage(EventId = 22, Level = LogLevel.Debug, Message = "The deferral of interaction {Interaction} was called off.")]
    private partial void LogStopped(ulong interaction);

    /// <summary>An interaction whose answer is under way.</summary>
    public readonly struct Turn : IDisposable
    {
        private readonly Entry? _entry;

        internal Turn(Entry entry) => _entry = entry;

        /// <summary>Whether and how Discord was asked to wait.</summary>
        public Deferral Deferral => _entry?.Deferred ?? Deferral.None;

        /// <summary>It needs no deferral any more.</summary>
        public void Settle()
        {
            if (_entry is not null)
                _entry.Settled = true;
        }

        public void Dispose() => _entry?.Gate.Release();
    }

    internal sealed class Entry
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        public Task Waiting { get; set; } = Task.CompletedTask;

        public Deferral Deferred { get; set; }

        public bool Settled { get; set; }
    }
}

/// <summary>How Discord was asked to wait for an answer.</summary>
internal enum Deferral
{
    /// <summary>It was not.</summary>
    None,

    /// <summary>For one that all see.</summary>
    Public,

    /// <summary>For one that the user alone sees.</summary>
    Private,
}
