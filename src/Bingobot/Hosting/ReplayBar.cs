using Bingobot.Commands;
using Bingobot.Events;
using Spectre.Console;

namespace Bingobot.Hosting;

/// <summary>Keeps how far a replay is. Thread-safe.</summary>
internal sealed class LastProgress : IProgress<ReplayProgress>
{
    private long _from = 1;
    private long _sequence;
    private long _to = 1;

    /// <summary>How many events were replayed so far.</summary>
    public long Replayed => Math.Max(0, Volatile.Read(ref _sequence) - Volatile.Read(ref _from) + 1);

    /// <summary>How many are to be replayed.</summary>
    public long Total => Math.Max(1, Volatile.Read(ref _to) - Volatile.Read(ref _from) + 1);

    /// <inheritdoc/>
    public void Report(ReplayProgress value)
    {
        Volatile.Write(ref _from, value.From);
        Volatile.Write(ref _to, value.To);
        Volatile.Write(ref _sequence, value.Sequence);
    }
}

/// <summary>Shows how far a replay is, where somebody watches and it takes long.</summary>
internal static class ReplayBar
{
    private static readonly TimeSpan Unnoticed = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(100);

    /// <summary>Does the work; draws a bar where it takes longer than a moment and <paramref name="output"/> is a terminal.</summary>
    public static async Task WhileAsync(TextWriter output, LastProgress progress, Func<Task> work)
    {
        Task running = work();
        if (!StandardOutput.IsTerminal(output)
            || await Task.WhenAny(running, Task.Delay(Unnoticed, TimeProvider.System)) == running)
        {
            await running;
            return;
        }

        await AnsiConsole.Progress().AutoClear(true).StartAsync(async context =>
        {
            ProgressTask task = context.AddTask("Replaying events");
            while (!running.IsCompleted)
            {
                task.MaxValue = progress.Total;
                task.Value = progress.Replayed;
                await Task.WhenAny(running, Task.Delay(Frame, TimeProvider.System));
            }
        });
        await running;
    }
}
