using System.Globalization;

namespace Bingobot.Events.Testing;

/// <summary>Replays twice, the second time as differently as one process can, and compares.</summary>
internal static class ReplayCheck
{
    /// <summary>Its letters and numbers differ most from the usual.</summary>
    private static readonly CultureInfo Foreign = CultureInfo.GetCultureInfo("tr-TR");

    /// <summary>The state of two replays that agree, with each other and with <paramref name="live"/>, if there is one.</summary>
    /// <exception cref="ModuleTestException">They do not agree.</exception>
    public static async Task<StreamSnapshot> CompareAsync(TestEventLog log, Func<IReadOnlyList<IModule>> modules, StreamSnapshot? live)
    {
        long to = live?.Sequence ?? long.MaxValue;
        StreamSnapshot plain = await StreamReplay.RunAsync(log, modules(), to).ConfigureAwait(false);
        if (live is not null)
            Compare(live, plain, "Replay gives another state than the one that is live");
        StreamSnapshot other = await ElsewhereAsync(log, modules, to).ConfigureAwait(false);
        if (Differences(plain, other) is { Count: > 0 } differences)
            throw new ModuleTestException(await ComplainAsync(log, modules, differences, plain.Sequence).ConfigureAwait(false));
        return plain;
    }

    private static void Compare(StreamSnapshot expected, StreamSnapshot found, string complaint)
    {
        IReadOnlyList<string> differences = Differences(expected, found);
        if (differences.Count > 0)
            throw new ModuleTestException($"{complaint}, after event {found.Sequence}:{Lines(differences)}");
    }

    private static IReadOnlyList<string> Differences(StreamSnapshot expected, StreamSnapshot found)
    {
        byte[] one = StateReport.Write(expected);
        byte[] other = StateReport.Write(found);
        return one.AsSpan().SequenceEqual(other) ? [] : JsonDiff.Between(one, other);
    }

    private static async Task<string> ComplainAsync(
        TestEventLog log, Func<IReadOnlyList<IModule>> modules, IReadOnlyList<string> differences, long last)
    {
        string where = "";
        bool hasHoles = log.Events[^1].Sequence != log.Events.Count;
        if (!hasHoles)
        {
            ReplayComparison narrowed = await StreamVerifier.CompareAsync(
                StreamVerifier.Plainly(log, modules), StreamVerifier.Elsewhere(log, modules, Foreign), last).ConfigureAwait(false);
            where = string.Concat(narrowed.Divergences.Select(divergence =>
                $"\n  the module {divergence.Module}, first after event {divergence.Sequence} ({log.Events[(int)divergence.Sequence - 1].Type})"));
        }

        return "Two replays of the same events give two states: a module is not deterministic (the second replay ran on another "
            + $"thread under the culture {Foreign.Name}).{where}{Lines(differences)}";
    }

    private static Task<StreamSnapshot> ElsewhereAsync(TestEventLog log, Func<IReadOnlyList<IModule>> modules, long to)
    {
        var result = new TaskCompletionSource<StreamSnapshot>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            CultureInfo.CurrentCulture = Foreign;
            CultureInfo.CurrentUICulture = Foreign;
            try
            {
                // The culture goes along to whichever thread replays.
                result.SetResult(StreamReplay.RunAsync(log, modules(), to).GetAwaiter().GetResult());
            }
            catch (Exception fault)
            {
                result.SetException(fault);
            }
        })
        {
            IsBackground = true,
            Name = "replay",
        };
        thread.Start();
        return result.Task;
    }

    private static string Lines(IEnumerable<string> lines) => string.Concat(lines.Select(line => "\n    " + line));
}
