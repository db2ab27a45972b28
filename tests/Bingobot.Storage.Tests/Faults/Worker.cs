using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Bingobot.Faults.Storage;
using Bingobot.TestKit;

namespace Bingobot.Storage.Tests.Faults;

/// <summary>A stack that a file holds, and the number of changes that led to it.</summary>
internal sealed record WorkerState(ImmutableStack<byte[]> Stack, int Depth, ulong OpNumber);

/// <summary>A process that works on a file by a <see cref="Script"/>, and what its file may hold afterwards.</summary>
internal static class Worker
{
    public const string Usual = "usual";
    public const string Truncating = "truncate";
    public const string Everything = "everything";
    public static readonly string Strace = "/usr/bin/strace";
    private static readonly FaultsProgram Program = new(typeof(Script).Assembly, typeof(DocumentBuffer).Assembly);

    /// <inheritdoc cref="FaultsProgram.Native"/>
    public static string? Native => Program.Native;

    public static Process Start(IReadOnlyList<string> command, string path, int seed, int steps, int cache, string mode = Usual)
    {
        string[] all = [.. command, path, $"{seed}", $"{steps}", $"{cache}", mode];
        return Process.Start(new ProcessStartInfo(all[0], all[1..]) { RedirectStandardOutput = true })!;
    }

    /// <summary>The program below a wrapper, as native code where there is some.</summary>
    public static string[] Wrapped(params IReadOnlyList<string> wrapper) =>
        [.. wrapper, .. Program.Command, "store"];

    /// <summary>Runs it below a wrapper to its end; the lines that it wrote.</summary>
    public static IReadOnlyList<string> Run(IReadOnlyList<string> wrapper, string path, int seed, int steps, int cache, string mode = Usual)
    {
        using Process process = Start(Wrapped(wrapper), path, seed, steps, cache, mode);
        using var deadline = new ProcessDeadline(process);
        string[] lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        Assert.False(deadline.HasPassed, $"The worker did not come to an end: {string.Join(", ", lines)}");
        return lines;
    }

    /// <summary>The stack that a file holds, without writing to it.</summary>
    public static WorkerState Look(string path)
    {
        using DocumentBuffer buffer = DocumentBuffer.Open(path, new DocumentBufferOptions { ReadOnly = true });
        IReadOnlyList<byte[]> documents = buffer.Read(int.MaxValue);
        return new WorkerState(ImmutableStack.CreateRange(documents.Reverse()), documents.Count, buffer.OpNumber);
    }

    /// <summary>The changes that a worker's lines acknowledge; null where they acknowledge nothing, not even what was there.</summary>
    public static ulong? Acknowledged(IEnumerable<string> lines)
    {
        ulong? most = null;
        foreach (string line in lines)
        {
            string[] words = line.Split(' ');
            if (words[0] is "flushed" or "closed")
                most = Math.Max(most ?? 0, ulong.Parse(words[1], CultureInfo.InvariantCulture));
        }

        return most;
    }

    /// <summary>
    /// Checks what a worker left: a state that existed, whole, at or after the last that it acknowledged, and not after what it
    /// can have begun since. Returns the state.
    /// </summary>
    public static WorkerState Check(string path, int seed, WorkerState before, ulong? acknowledged, int steps, bool everything = false)
    {
        WorkerState found = Look(path);
        string name = $"seed {seed}, {acknowledged} changes acknowledged: state {found.OpNumber} after {before.OpNumber}";
        Assert.True(found.OpNumber >= before.OpNumber + (acknowledged ?? 0), $"{name} is too old");
        var script = new Script(seed, before.Stack, before.Depth, everything);
        ulong changes = found.OpNumber - before.OpNumber;
        int begun = 0;
        for (int step = 0; script.Changes < changes; step++)
        {
            Assert.True(step < steps && begun <= (everything ? Script.MostFlushesUnderWay : 0), $"{name} is after all that can have been begun");
            StepKind kind = script.Next().Kind;
            bool isUnacknowledged = acknowledged is not { } least || script.Changes > least;
            if (isUnacknowledged && kind is StepKind.Flush or StepKind.Reopen)
                begun = int.MaxValue;
            else if (isUnacknowledged && kind == StepKind.FlushBeside)
                begun++;
        }

        Assert.True(script.Changes == changes, $"{name} never was");
        Assert.True(script.Depth == found.Depth, $"{name} has {found.Depth} documents, not {script.Depth}");
        Assert.True(found.Stack.Zip(script.Stack).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second)), $"{name} has other documents");
        return found;
    }
}
