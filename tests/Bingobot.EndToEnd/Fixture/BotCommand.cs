using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Bingobot.EndToEnd;

/// <summary>What a command of the program did.</summary>
/// <param name="ExitCode">What it returned.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Error">Its standard error.</param>
internal sealed record BotCommandResult(int ExitCode, string Output, string Error)
{
    /// <summary>Itself, after a good end.</summary>
    public BotCommandResult Good()
    {
        Assert.True(ExitCode == 0, $"Exit code {ExitCode}: {Error} {Output}");
        return this;
    }

    /// <summary>Its output as one JSON document, after a good end.</summary>
    public JsonElement Json() => JsonDocument.Parse(Good().Output).RootElement.Clone();
}

/// <summary>Runs commands of the program to their end.</summary>
internal static class BotCommand
{
    /// <summary>Runs a command; killed after <see cref="Wait.Patience"/>.</summary>
    public static Task<BotCommandResult> RunAsync(params string[] arguments) =>
        RunAsync(BuiltProgram.Start(arguments, Path.GetTempPath()));

    /// <summary>Runs a command; killed after <paramref name="within"/>, which is <see cref="Wait.Patience"/> unless it is given.</summary>
    public static async Task<BotCommandResult> RunAsync(ProcessStartInfo start, TimeSpan? within = null)
    {
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(within ?? Wait.Patience);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException(
                $"{string.Join(' ', start.ArgumentList)} did not end. It said: {await output} {await error}");
        }

        return new BotCommandResult(process.ExitCode, await output, await error);
    }

    /// <summary>The state after an event, or the newest, by a replay of its own.</summary>
    public static async Task<JsonElement> StateAsync(string data, long? at = null)
    {
        string[] which = at is { } sequence ? ["--at", sequence.ToString(CultureInfo.InvariantCulture)] : [];
        return (await RunAsync(["state", "--data", data, "--json", .. which])).Json();
    }

    /// <summary>All events.</summary>
    public static async Task<RecordedEvent[]> EventsAsync(string data) => RecordedEvent.ParseLines(
        (await RunAsync("events", "--data", data, "--json")).Good().Output);

    /// <summary>That all that is stored is sound, and that replay repeats the state.</summary>
    public static async Task VerifyAsync(string data) => (await RunAsync("verify", "--data", data)).Good();
}
