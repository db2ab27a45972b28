using System.Collections.Immutable;
using System.Diagnostics;
using Bingobot.Storage.Faults;

namespace Bingobot.Storage.Tests.Faults;

/// <summary>A process that works on a file by a <see cref="Script"/>, and what its file may hold afterwards.</summary>
internal static class Worker
{
    public static readonly string Strace = "/usr/bin/strace";
    private static readonly string Program = typeof(Script).Assembly.Location;

    /// <summary>The host that runs this process's framework.</summary>
    private static string Dotnet =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", "dotnet"));

    public static Process Start(IReadOnlyList<string> wrapper, string path, int seed, int steps, int cache)
    {
        string[] command = [.. wrapper, Dotnet, Program, path, $"{seed}", $"{steps}", $"{cache}"];
        return Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true })!;
    }

    /// <summary>Runs it to its end; the lines that it wrote.</summary>
    public static IReadOnlyList<string> Run(IReadOnlyList<string> wrapper, string path, int seed, int steps, int cache)
    {
        using Process process = Start(wrapper, path, seed, steps, cache);
        string[] lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        return lines;
    }

    /// <summary>The stack that a file holds, without writing to it, and the number of changes that led to it.</summary>
    public static (ImmutableStack<byte[]> Stack, int Depth, ulong OpNumber) Look(string path)
    {
        using DocumentBuffer buffer = DocumentBuffer.Open(path, new DocumentBufferOptions { ReadOnly = true });
        IReadOnlyList<byte[]> documents = buffer.Read(int.MaxValue);
        return (ImmutableStack.CreateRange(documents.Reverse()), documents.Count, buffer.OpNumber);
    }

    /// <summary>How many flushes its lines acknowledge; closing is one.</summary>
    public static int Acknowledged(IEnumerable<string> lines) => lines.Count(line => line is "flushed" or "closed");

    /// <summary>
    /// Checks what a worker left: a state that existed, whole, at or after its last acknowledged flush, and not after the one
    /// that it may have begun next. Returns the state.
    /// </summary>
    public static (ImmutableStack<byte[]> Stack, int Depth, ulong OpNumber) Check(
        string path, int seed, (ImmutableStack<byte[]> Stack, int Depth, ulong OpNumber) before, int flushed, int steps)
    {
        var script = new Script(seed, before.Stack, before.Depth);
        var states = new Dictionary<ulong, ImmutableStack<byte[]>> { [before.OpNumber] = before.Stack };
        var named = new HashSet<ImmutableStack<byte[]>> { before.Stack };
        ulong acknowledged = before.OpNumber;
        int flushes = 0;
        for (int step = 1; step <= steps && flushes <= flushed; step++)
        {
            StepKind kind = script.Next().Kind;
            states[before.OpNumber + script.Changes] = script.Stack;
            bool closes = step == steps;
            if (kind != StepKind.Flush && !closes)
                continue;
            for (ImmutableStack<byte[]> below = script.Stack; named.Add(below) && !below.IsEmpty;)
                below = below.Pop();
            flushes += (kind == StepKind.Flush ? 1 : 0) + (closes ? 1 : 0);
            if (flushes <= flushed)
                acknowledged = before.OpNumber + script.Changes;
        }

        (ImmutableStack<byte[]> Stack, int Depth, ulong OpNumber) found = Look(path);
        string name = $"seed {seed}, {flushed} flushes: state {found.OpNumber}";
        Assert.True(found.OpNumber >= acknowledged, $"{name} is older than the acknowledged {acknowledged}");
        Assert.True(states.TryGetValue(found.OpNumber, out ImmutableStack<byte[]>? expected) && named.Contains(expected), $"{name} never was to be durable");
        Assert.True(found.Stack.Zip(expected).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second)), $"{name} has other documents");
        Assert.True(found.Depth == expected.Count(), $"{name} has {found.Depth} documents");
        return found;
    }
}
