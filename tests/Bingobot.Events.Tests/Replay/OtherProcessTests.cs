using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Bingobot.Events.Tests.Faults;
using Bingobot.Faults.Events;
using Bingobot.TestKit;

namespace Bingobot.Events.Tests.Replay;

/// <summary>A second replay in a process of its own, where strings have other hashes.</summary>
public sealed class OtherProcessTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("other-process-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Replay_OfAModuleThatDependsOnTheHashOfAText_NamesItTheFirstEventAndThePath()
    {
        long odd = await RecordAsync(before: 70, after: 30, Seeded.OddText);

        ReplayComparison comparison = await CompareAsync();

        Divergence divergence = Assert.Single(comparison.Divergences);
        Assert.Equal((Seeded.ModuleName, odd), (divergence.Module, divergence.Sequence));
        Assert.Equal($"modules.{Seeded.ModuleName}.state.1.hash", divergence.Change?.Path);
        Assert.Equal(
            Seeded.OddText.GetHashCode(StringComparison.Ordinal).ToString(CultureInfo.InvariantCulture), divergence.Change?.Before);
        Assert.NotEqual(divergence.Change?.Before, divergence.Change?.After);
    }

    [Fact]
    public async Task Replay_OfTextsThatNobodyHashes_Agrees()
    {
        await RecordAsync(before: 70, after: 30, "as it is");

        ReplayComparison comparison = await CompareAsync();

        Assert.Empty(comparison.Divergences);
        Assert.Equal(2 + 101, comparison.Digest?.Sequence);
    }

    /// <returns>The sequence of the event with the text.</returns>
    private async Task<long> RecordAsync(int before, int after, string text)
    {
        await using EventStream stream = await EventStream.OpenAsync(
            new EventStreamOptions { Log = DocumentLog.Open(_folder), Modules = SecondReplay.Modules() });
        for (int i = 0; i < before; i++)
            await stream.PublishAsync(1, new Noted($"before {i}"));
        long sequence = await stream.PublishAsync(1, new Noted(text));
        for (int i = 0; i < after; i++)
            await stream.PublishAsync(1, new Noted($"after {i}"));
        return sequence;
    }

    private async Task<ReplayComparison> CompareAsync()
    {
        await using DocumentLog log = DocumentLog.OpenReadOnly(_folder);
        var other = new ReplaySource(
            async (at, _) => JsonSerializer.Deserialize(await AskAsync(SecondReplay.Digests, at), HappeningsJson.Default.StateDigestArray)!,
            async (at, _) => Encoding.UTF8.GetBytes(await AskAsync(SecondReplay.Report, [at])));
        return await StreamVerifier.CompareAsync(StreamVerifier.Plainly(log, SecondReplay.Modules), other, log.LastSequence);
    }

    private async Task<string> AskAsync(string what, IReadOnlyList<long> at)
    {
        using Process process = Process.Start(KilledStream.Program.With(
            [SecondReplay.Name, _folder, what, .. at.Select(sequence => sequence.ToString(CultureInfo.InvariantCulture))]))!;
        using var deadline = new ProcessDeadline(process);
        string answer = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return answer;
    }
}
