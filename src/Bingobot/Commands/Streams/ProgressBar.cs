using Spectre.Console;

namespace Bingobot.Commands.Streams;

/// <summary>Shows how far long work is, where somebody watches.</summary>
internal static class ProgressBar
{
    /// <summary>Does the work, which tells how much of <paramref name="total"/> is done.</summary>
    public static async Task ShowAsync(TextWriter output, string what, long total, Action<Action<long>> work)
    {
        if (!StandardOutput.IsTerminal(output))
        {
            await Task.Run(() => work(_ => { }));
            return;
        }

        await AnsiConsole.Progress().StartAsync(async context =>
        {
            ProgressTask task = context.AddTask(what, maxValue: Math.Max(1, total));
            await Task.Run(() => work(done => task.Value = done));
            task.Value = task.MaxValue;
        });
    }
}
