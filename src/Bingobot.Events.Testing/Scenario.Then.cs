using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Bingobot.Events.Testing;

/// <content>What follows.</content>
public sealed partial class Scenario
{
    /// <summary>
    /// Exactly these events were recorded, in this order, beside those that the test published itself. What the runtime keeps books
    /// with (<c>TimerFired</c>, <c>EffectSucceeded</c> and the like) counts only for types that are among the expected; a
    /// <c>DecisionFailed</c> always counts.
    /// </summary>
    /// <param name="events">The events; none: nothing followed.</param>
    public Scenario Then(params object[] events)
    {
        ArgumentNullException.ThrowIfNull(events);
        return Check("Then", async run =>
        {
            await run.StreamAsync().ConfigureAwait(false);
            Item[] expected = [.. events.Select(run.Describe)];
            Item[] found = [.. run.Followed(expected.Select(item => item.Name).ToHashSet(StringComparer.Ordinal))];
            Compare("The events are others", expected, found);
        });
    }

    /// <summary>Among the recorded events are these, in this order; others may lie between.</summary>
    public Scenario ThenAmong(params object[] events)
    {
        ArgumentNullException.ThrowIfNull(events);
        return Check("ThenAmong", async run =>
        {
            await run.StreamAsync().ConfigureAwait(false);
            Item[] expected = [.. events.Select(run.Describe)];
            Item[] found = [.. run.Followed(expected.Select(item => item.Name).ToHashSet(StringComparer.Ordinal))];
            int next = 0;
            foreach (Item item in found)
            {
                if (next < expected.Length && expected[next].Same(item))
                    next++;
            }

            if (next < expected.Length)
                Compare($"{expected[next].Name} is missing, or in another place", expected, found);
        });
    }

    /// <summary>
    /// Exactly these effects were begun, in any order, since effects of different lanes are done side by side. One that was tried
    /// again counts again.
    /// </summary>
    public Scenario ThenEffects(params ExpectedEffect[] effects)
    {
        ArgumentNullException.ThrowIfNull(effects);
        return Check("ThenEffects", async run =>
        {
            await run.StreamAsync().ConfigureAwait(false);
            List<ExpectedEffect> missing = [.. effects.OrderByDescending(effect => effect.Strictness)];
            List<PendingEffect> excess = [.. run.EffectsBegun()];
            foreach (ExpectedEffect effect in missing.ToArray())
            {
                int at = excess.FindIndex(effect.Matches);
                if (at < 0)
                    continue;
                excess.RemoveAt(at);
                missing.Remove(effect);
            }

            bool byKey = missing.Any(effect => effect.Key is not null);
            bool byLane = missing.Any(effect => effect.Lane is not null);
            Compare(
                $"{effects.Length - missing.Count} of {effects.Length} effects are as expected, others are not",
                [.. missing.Select(effect => Describe(effect.Kind, byKey, effect.Key, byLane, effect.Lane, effect.Data))],
                [.. excess.Select(effect => Describe(effect.Kind, byKey, effect.Key, byLane, effect.Lane, effect.Data))]);
        });
    }

    /// <summary>A module's state in the present partition is this one.</summary>
    /// <param name="expected">The state; compared as JSON.</param>
    /// <param name="module">The module's name; null where one module alone has a state of this type.</param>
    public Scenario ThenState<TState>(TState expected, string? module = null)
        where TState : class
    {
        ArgumentNullException.ThrowIfNull(expected);
        return Check("ThenState", async run =>
        {
            TestStream stream = await run.StreamAsync().ConfigureAwait(false);
            Module<TState> owner = run.ModuleOf<TState>(module);
            byte[] one = JsonSerializer.SerializeToUtf8Bytes(expected, owner.StateJson);
            byte[] other = JsonSerializer.SerializeToUtf8Bytes(stream.StateOf<TState>(owner.Name, run.Partition), owner.StateJson);
            IReadOnlyList<string> differences = JsonDiff.Between(one, other);
            if (differences.Count > 0)
            {
                throw new ModuleTestException(
                    $"The state of the module {owner.Name} in partition {run.Partition} is another:"
                    + string.Concat(differences.Select(line => "\n  " + line)));
            }
        });
    }

    /// <summary>Something holds for a module's state in the present partition.</summary>
    /// <param name="holds">What holds.</param>
    /// <param name="module">The module's name; null where one module alone has a state of this type.</param>
    /// <param name="text">Filled in by the compiler.</param>
    public Scenario ThenState<TState>(
        Func<TState, bool> holds, string? module = null, [CallerArgumentExpression(nameof(holds))] string text = "")
        where TState : class
    {
        ArgumentNullException.ThrowIfNull(holds);
        return Check("ThenState", async run =>
        {
            TestStream stream = await run.StreamAsync().ConfigureAwait(false);
            Module<TState> owner = run.ModuleOf<TState>(module);
            TState state = stream.StateOf<TState>(owner.Name, run.Partition);
            if (!holds(state))
            {
                throw new ModuleTestException(
                    $"The state of the module {owner.Name} in partition {run.Partition} is not as expected: {text}\n  found "
                    + JsonDiff.Canonical(JsonSerializer.SerializeToUtf8Bytes(state, owner.StateJson)));
            }
        });
    }

    /// <summary>A module is stopped by an event that it could not take.</summary>
    /// <param name="module">Its name.</param>
    /// <param name="because">What its error contains; default: whatever it says.</param>
    public Scenario ThenStopped(string module, string because = "")
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(because);
        return Check("ThenStopped", async run =>
        {
            TestStream stream = await run.StreamAsync().ConfigureAwait(false);
            ModuleStatus status = stream.State.Modules.FirstOrDefault(status => status.Name == module)
                ?? throw new ModuleTestException($"There is no module {module}; there are {string.Join(", ", stream.State.Modules.Select(m => m.Name))}.");
            if (status.Stopped is not { } stopped)
                throw new ModuleTestException($"The module {module} is not stopped.");
            if (!stopped.Error.Contains(because, StringComparison.Ordinal))
                throw new ModuleTestException($"The module {module} is stopped at event {stopped.Sequence} for another reason: {stopped.Error}");
        });
    }

    /// <summary>All modules run.</summary>
    public Scenario ThenAllRun() => Check("ThenAllRun", async run =>
    {
        TestStream stream = await run.StreamAsync().ConfigureAwait(false);
        foreach (ModuleStatus module in stream.State.Modules)
        {
            if (module.Stopped is { } stopped)
            {
                throw new ModuleTestException(
                    $"The module {module.Name} is stopped at event {stopped.Sequence} ({stopped.EventType}): {stopped.Error}");
            }
        }
    });

    /// <summary>Looks at the running stream in a way of the test's own.</summary>
    public Scenario Then(Func<TestStream, Task> look)
    {
        ArgumentNullException.ThrowIfNull(look);
        return Check("Then", async run => await look(await run.StreamAsync().ConfigureAwait(false)).ConfigureAwait(false));
    }

    /// <inheritdoc cref="Then(Func{TestStream, Task})"/>
    public Scenario Then(Action<TestStream> look)
    {
        ArgumentNullException.ThrowIfNull(look);
        return Check("Then", async run => look(await run.StreamAsync().ConfigureAwait(false)));
    }

    private static Item Describe(string kind, bool byKey, string? key, bool byLane, string? lane, ReadOnlyMemory<byte> data) => new(
        $"{kind}{(byKey ? $" key '{key}'" : "")}{(byLane ? $" lane '{lane}'" : "")}", data);

    private static void Compare(string complaint, Item[] expected, Item[] found)
    {
        if (ListDiff.Between(expected, found) is { } difference)
            throw new ModuleTestException($"{complaint} (- expected, + found):{difference}");
    }

    private Scenario Check(string name, Func<ScenarioRun, Task> step) => Add(name, async run =>
    {
        await step(run).ConfigureAwait(false);
        run.IsChecked = true;
    });
}
