using System.Globalization;
using Spectre.Console;

namespace Bingobot.Commands.Load.Report;

/// <summary>Shows how far a load is, where somebody watches.</summary>
internal static class LoadProgress
{
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(200);

    /// <summary>Does it, and shows how far it is.</summary>
    public static async Task<LoadReport> ShowAsync(TextWriter output, LoadRun run, CancellationToken stop)
    {
        LoadPlan plan = run.Plan;
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{plan.Guilds} guilds with {plan.Users} people each, {plan.Rate:N0} events/s for {plan.Duration.TotalSeconds:N0} s, {plan.Mix}{(plan.Chaos ? ", chaos" : "")}, seed {plan.Seed}"));
        if (!StandardOutput.IsTerminal(output))
            return await run.RunAsync(stop);
        Task<LoadReport> running = run.RunAsync(stop);
        await AnsiConsole.Progress().AutoClear(true).StartAsync(async context =>
        {
            ProgressTask task = context.AddTask("Load", maxValue: Math.Max(1, plan.Rate * plan.Duration.TotalSeconds));
            while (!running.IsCompleted)
            {
                (long made, int answered) = run.Progress;
                task.Value = made;
                task.Description = string.Create(CultureInfo.InvariantCulture, $"{run.Phase}: {made:N0} events, {answered:N0} answers");
                await Task.WhenAny(running, Task.Delay(Frame, TimeProvider.System));
            }
        });
        return await running;
    }
}
