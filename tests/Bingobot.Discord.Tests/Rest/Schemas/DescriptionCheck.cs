using System.Diagnostics;
using System.Text.Json;
using Bingobot.Discord.Tests.Support;

namespace Bingobot.Discord.Tests.Rest.Schemas;

/// <summary>What a check of tests/interop finds in requests, in their order, and the exceptions that nothing needed.</summary>
internal sealed record DescriptionCheck(IReadOnlyList<DescriptionCheck.Finding> Findings, IReadOnlyList<string> Unused)
{
    /// <summary>Fields that are read and described nowhere, as <c>Type.field</c>.</summary>
    public IReadOnlyList<string> Missing { get; private init; } = [];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <param name="Operation">Which operation it is; null where there is none.</param>
    /// <param name="Problems">What does not fit.</param>
    internal sealed record Finding(string? Operation, IReadOnlyList<string> Problems);

    public static async Task<DescriptionCheck> RunAsync(IEnumerable<string> requests, string script = "schemas/check.mjs")
    {
        var lines = await RunNodeAsync(requests, script);
        var findings = lines[..^1].Select(static line => Parse(line)).ToArray();
        using var last = JsonDocument.Parse(lines[^1]);
        return new DescriptionCheck(
            findings, [.. last.RootElement.GetProperty("unused").EnumerateArray().Select(static name => name.GetString()!)])
        {
            Missing = last.RootElement.TryGetProperty("missing", out var missing)
                ? [.. missing.EnumerateArray().Select(static name => name.GetString()!)]
                : [],
        };
    }

    private static Finding Parse(string line)
    {
        using var document = JsonDocument.Parse(line);
        return new Finding(
            document.RootElement.GetProperty("operation").GetString(),
            [.. document.RootElement.GetProperty("problems").EnumerateArray().Select(static problem => problem.GetString()!)]);
    }

    private static async Task<string[]> RunNodeAsync(IEnumerable<string> requests, string script)
    {
        var start = new ProcessStartInfo("node", script)
        {
            WorkingDirectory = InteropFolder.For(Path.Combine("schemas", "check.mjs"), "discord-api-spec"),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var node = Process.Start(start)!;
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(Patience);
        try
        {
            var output = node.StandardOutput.ReadToEndAsync(timeout.Token);
            var errors = node.StandardError.ReadToEndAsync(timeout.Token);
            foreach (var request in requests)
                await node.StandardInput.WriteLineAsync(request.AsMemory(), timeout.Token);
            node.StandardInput.Close();
            await node.WaitForExitAsync(timeout.Token);
            Assert.True(node.ExitCode == 0, await errors);
            return (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        finally
        {
            if (!node.HasExited)
                node.Kill(entireProcessTree: true);
        }
    }
}
