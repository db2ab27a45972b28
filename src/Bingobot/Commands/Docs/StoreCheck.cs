using System.Globalization;
using Bingobot.Storage;
using Spectre.Console;

namespace Bingobot.Commands.Docs;

/// <summary><c>bingobot docs FILE verify</c>: every byte read, every fault told.</summary>
internal sealed class StoreCheck(string path, TextWriter output, TextWriter errors)
{
    /// <summary>What a writer is just replacing looks like a fault, so a fault counts when it is found again.</summary>
    private const int MostTries = 5;

    public ExitCode Run(CancellationToken cancellation)
    {
        VerifyReport report;
        IReadOnlyList<VerifyFault> faults;
        using (FileStore file = StoredDocuments.OpenFile(path))
            (report, faults) = Verify(file, cancellation);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{path}: {report.BytesRead:N0} bytes, {report.Documents:N0} documents, {(faults.Count == 0 ? "sound" : "DAMAGED")}"));
        if (report.InterruptedCommit is { } commit)
            output.WriteLine(Text(commit));
        foreach (VerifyFault fault in faults)
            errors.WriteLine(Text(fault));
        return faults.Count == 0 ? ExitCode.Good : ExitCode.Corrupt;
    }

    /// <summary>Verifies once, with a bar where somebody watches.</summary>
    public VerifyReport VerifyOnce(FileStore file, CancellationToken cancellation)
    {
        if (!StandardOutput.IsTerminal(output))
            return DocumentBuffer.Verify(file, progress: null, cancellation);
        return AnsiConsole.Progress().AutoClear(true).Start(context =>
        {
            ProgressTask bar = context.AddTask("Reading every byte", maxValue: Math.Max(1, file.Length));
            return DocumentBuffer.Verify(file, new Bar(bar), cancellation);
        });
    }

    private (VerifyReport Report, IReadOnlyList<VerifyFault> Faults) Verify(FileStore file, CancellationToken cancellation)
    {
        VerifyReport report = VerifyOnce(file, cancellation);
        for (int tried = 1; tried < MostTries && !report.IsSound; tried++)
        {
            VerifyReport again = VerifyOnce(file, cancellation);
            VerifyFault[] lasting = [.. again.Faults.Intersect(report.Faults)];
            report = again;
            if (lasting.Length > 0)
                return (again, lasting);
        }

        return (report, report.Faults);
    }

    private string Text(VerifyFault fault)
    {
        string document = fault.Document is { } number ? string.Create(CultureInfo.InvariantCulture, $", document {number}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{path}: at offset {fault.Offset}{document}: expected {fault.Expected}. {fault.Meaning}");
    }

    private sealed class Bar(ProgressTask task) : IProgress<VerifyProgress>
    {
        public void Report(VerifyProgress value)
        {
            task.MaxValue = Math.Max(1, value.BytesTotal);
            task.Value = value.BytesDone;
        }
    }
}
