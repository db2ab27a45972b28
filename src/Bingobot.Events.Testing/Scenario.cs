using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Bingobot.Events.Testing;

/// <summary>
/// A test of modules, told in order: what was recorded before (<c>Given</c>), what happens (<c>When</c>, <c>After</c>,
/// <c>Restart</c>, <c>Crash</c>), and what follows (<c>Then…</c>). It runs when it is awaited, from the first step to the first that
/// fails; at the end it checks that replay gives the state that is live.
/// </summary>
/// <remarks>
/// <c>Then…</c> looks at all that followed since the last <c>Then…</c> that was followed by something happening. Made by
/// <see cref="ModuleTest.For"/>; not thread-safe.
/// </remarks>
public sealed partial class Scenario
{
    private readonly Func<IReadOnlyList<IModule>> _modules;
    private readonly List<(string Name, Func<ScenarioRun, Task> Do)> _steps = [];

    internal Scenario(Func<IReadOnlyList<IModule>> modules)
    {
        ArgumentNullException.ThrowIfNull(modules);
        _modules = modules;
    }

    /// <summary>Says in which partition the steps from here on are. Default: 1.</summary>
    public Scenario In(ulong partition) => Add($"In({partition})", run =>
    {
        run.Partition = partition;
        return Task.CompletedTask;
    });

    /// <summary>
    /// Lets it become this time, which is not before that of the steps before: among givens their time, later as
    /// <see cref="After"/>. Default: <see cref="TestClock.Beginning"/>.
    /// </summary>
    public Scenario At(DateTimeOffset time) => Add($"At({time:O})", run => run.GoToAsync(time));

    /// <summary>
    /// Records events before anything happens: facts of the past, on which no module decides any more. Their effects are done before
    /// the first thing happens, and are not among those that <see cref="ThenEffects"/> looks at.
    /// </summary>
    /// <param name="events">Events of types that the modules declare.</param>
    public Scenario Given(params object[] events)
    {
        ArgumentNullException.ThrowIfNull(events);
        return Add("Given", run =>
        {
            foreach (object e in events)
                run.Given(e);
            return Task.CompletedTask;
        });
    }

    /// <summary>As <see cref="Given"/>, with the JSON as it was recorded once: of an older version, or under a former name.</summary>
    /// <param name="type">The name under which it was recorded; the modules need not know it.</param>
    /// <param name="version">The version in which it was recorded: 1 to 65,535.</param>
    /// <param name="json">The event.</param>
    public Scenario GivenJson(string type, int version, [StringSyntax("Json")] string json)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(type);
        ArgumentNullException.ThrowIfNull(json);
        return Add($"GivenJson({type})", run =>
        {
            run.GivenJson(type, version, json);
            return Task.CompletedTask;
        });
    }

    /// <summary>
    /// Says how effects come out from here on: succeeded, failed, unknown, or to be tried again; null leaves one without an answer,
    /// pending until the next start. Default: all succeed, with no result.
    /// </summary>
    public Scenario AnswerEffects(Func<PendingEffect, EffectOutcome?> answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return Add("AnswerEffects", run =>
        {
            run.Effects.Answer = answer;
            return Task.CompletedTask;
        });
    }

    /// <summary>Publishes an event, and waits until all that follows without time passing has come about.</summary>
    /// <typeparam name="TEvent">The event's own class.</typeparam>
    public Scenario When<TEvent>(TEvent e)
        where TEvent : class
    {
        ArgumentNullException.ThrowIfNull(e);
        return Add($"When({typeof(TEvent).Name})", run => run.HappenAsync(async stream =>
            run.Exclude(await stream.PublishAsync(run.Partition, e).ConfigureAwait(false))));
    }

    /// <summary>As <see cref="When"/>, for a fact that a source with a position of its own tells.</summary>
    /// <typeparam name="TEvent">The event's own class.</typeparam>
    public Scenario WhenIngested<TEvent>(TEvent e, Cursor cursor)
        where TEvent : class
    {
        ArgumentNullException.ThrowIfNull(e);
        ArgumentNullException.ThrowIfNull(cursor);
        return Add($"WhenIngested({typeof(TEvent).Name})", run => run.HappenAsync(async stream =>
            run.Exclude(await stream.IngestAsync(run.Partition, e, cursor).ConfigureAwait(false))));
    }

    /// <summary>
    /// Lets time pass, a week as quickly as a second; durable timers fire at their very time, in order.
    /// </summary>
    /// <param name="time">How much, not less than none.</param>
    public Scenario After(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        return Add($"After({time})", run => run.HappenAsync(stream => stream.PassAsync(time)));
    }

    /// <summary>Stops in good order, lets time pass, and starts again.</summary>
    /// <param name="downFor">How much time passes in between; default: none.</param>
    public Scenario Restart(TimeSpan downFor = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(downFor, TimeSpan.Zero);
        return Add("Restart", run => run.HappenAsync(async stream =>
        {
            await stream.StopAsync().ConfigureAwait(false);
            stream.Clock.Advance(downFor);
            await stream.RestartAsync().ConfigureAwait(false);
        }));
    }

    /// <summary>
    /// Lets the program crash and start again. What is durable stays; effects that were being done are done again with the same ids.
    /// </summary>
    public Scenario Crash() => Add("Crash", run => run.HappenAsync(stream => stream.CrashAsync()));

    /// <summary>Runs the steps.</summary>
    /// <exception cref="ModuleTestException">A step failed.</exception>
    public async Task RunAsync()
    {
        var run = new ScenarioRun(_modules);
        await using (run.ConfigureAwait(false))
        {
            for (int i = 0; i < _steps.Count; i++)
            {
                try
                {
                    await _steps[i].Do(run).ConfigureAwait(false);
                }
                catch (ModuleTestException fault)
                {
                    throw new ModuleTestException($"Step {i + 1}, {_steps[i].Name}: {fault.Message}", fault);
                }
            }

            await (await run.StreamAsync().ConfigureAwait(false)).CheckReplayAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Runs the steps when the scenario is awaited.</summary>
    public TaskAwaiter GetAwaiter() => RunAsync().GetAwaiter();

    private Scenario Add(string name, Func<ScenarioRun, Task> step)
    {
        _steps.Add((name, step));
        return this;
    }
}
