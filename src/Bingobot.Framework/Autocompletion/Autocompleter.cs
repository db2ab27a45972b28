using System.Collections.Concurrent;
using Bingobot.Discord.Payloads;
using Bingobot.Discord.Rest;
using Bingobot.Events;
using Microsoft.Extensions.Logging;

namespace Bingobot.Framework;

/// <summary>
/// Answers what can be chosen while an option is typed. It must come within 3 s, changes nothing, and is out of date with the next
/// letter; so it is answered from the newest durable state, beside the writer, and not recorded. Thread-safe.
/// </summary>
/// <param name="table">Who completes what.</param>
/// <param name="rest">Discord.</param>
/// <param name="logger">Where failures are told of.</param>
internal sealed partial class Autocompleter(CompletionTable table, DiscordRest rest, ILogger logger) : IAsyncDisposable
{
    /// <summary>Beyond it, what comes is not answered: the next letter asks again.</summary>
    private const int MostAtOnce = 64;

    private readonly ConcurrentDictionary<Task, bool> _running = new();
    private readonly SemaphoreSlim _places = new(MostAtOnce, MostAtOnce);
    private readonly CancellationTokenSource _stop = new();
    private int _disposed;

    /// <summary>Where states are read; nothing is suggested before it is set.</summary>
    public IStateSource? States { get; set; }

    /// <summary>Answers; at once, without waiting for the answer to arrive. It never throws.</summary>
    /// <param name="fact">Who is typing what.</param>
    /// <param name="focused">The option that is being typed.</param>
    /// <param name="guild">The guild; 0 outside.</param>
    public void Begin(InteractionReceived fact, OptionValue focused, ulong guild)
    {
        if (_disposed != 0 || !_places.Wait(0))
        {
            LogLeftOut(fact.Interaction.Value);
            return;
        }
        var task = Task.Run(() => AnswerAsync(fact, focused, guild));
        _running.TryAdd(task, true);
        task.ContinueWith(done => _running.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        await _stop.CancelAsync();
        await Task.WhenAll(_running.Keys);
        _stop.Dispose();
        _places.Dispose();
    }

    private async Task AnswerAsync(InteractionReceived fact, OptionValue focused, ulong guild)
    {
        try
        {
            await rest.CreateInteractionResponseAsync(
                fact.Interaction,
                fact.Token,
                new InteractionResponse
                {
                    Type = InteractionCallbackType.ApplicationCommandAutocompleteResult,
                    Data = new InteractionCallbackData { Choices = Choices(fact, focused, guild) },
                },
                _stop.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            LogLeftOut(fact.Interaction.Value);
        }
        catch (DiscordRestException e)
        {
            LogNotAnswered(fact.Interaction.Value, e.Message);
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>A module that fails here suggests nothing; the command can still be used.</summary>
    private IReadOnlyList<ApplicationCommandChoice> Choices(InteractionReceived fact, OptionValue focused, ulong guild)
    {
        if (States?.Capture() is not { } snapshot)
            return [];
        try
        {
            return table.Choices(fact, focused, guild, new SnapshotStates(snapshot, guild));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            LogFaulty(fact.Command, focused.Name, e);
            return [];
        }
    }

    [LoggerMessage(EventId = 40, Level = LogLevel.Error, Message = "What can be chosen for {Option} of /{Command} could not be said.")]
    private partial void LogFaulty(string command, string option, Exception cause);

    [LoggerMessage(EventId = 41, Level = LogLevel.Information, Message = "What can be chosen, asked by interaction {Interaction}, could not be answered: {Reason}")]
    private partial void LogNotAnswered(ulong interaction, string reason);

    [LoggerMessage(EventId = 42, Level = LogLevel.Debug, Message = "Interaction {Interaction} asked what can be chosen, and was left out.")]
    private partial void LogLeftOut(ulong interaction);
}
