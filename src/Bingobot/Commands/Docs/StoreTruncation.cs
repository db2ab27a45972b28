using System.Globalization;
using Bingobot.Storage;

namespace Bingobot.Commands.Docs;

/// <summary>
/// <c>bingobot docs FILE truncate</c>: cuts the junk after the last useful byte, by opening the store for writing and closing it,
/// which is how the library itself does it. Only where every byte before is sound: in a damaged store junk may be what is
/// missing.
/// </summary>
internal sealed class StoreTruncation(string path, TextWriter output, TextWriter errors)
{
    public void Run(bool dryRun, CancellationToken cancellation)
    {
        StoredDocuments.RequireFile(path);
        using FileStore file = OpenLocked();
        if (file.IsBlockDevice)
            throw new FatalException(ExitCode.Usage, $"{path}: this is a block device, whose length is fixed. The junk on it is never looked at.");
        VerifyReport report = new StoreCheck(path, output, errors).VerifyOnce(file, cancellation);
        if (!report.IsSound)
        {
            throw new FatalException(ExitCode.Corrupt,
                $"{path}: the store is damaged ({Faults(report.Faults.Count)}), and junk after its end may be what is missing: nothing was cut. "
                + "'verify' tells the faults, 'dump --salvage' saves what is whole.");
        }

        if (report.InterruptedCommit is not null)
        {
            throw new FatalException(ExitCode.Corrupt,
                $"{path}: its newest commit is not whole, and the bytes after its end may belong to that: nothing was cut. "
                + "Let the program that writes it open and close it once, then truncate it.");
        }

        long before = file.Length;
        long after = report.UsefulBytes == 0 ? before : dryRun ? report.UsefulBytes : Cut(file);
        (string verb, string stay) = dryRun ? ("would be cut", "would stay") : ("cut", "stay");
        output.WriteLine(before == after
            ? $"{path}: there is nothing to cut."
            : string.Create(CultureInfo.InvariantCulture,
                $"{path}: {before - after:N0} bytes {verb}; {after:N0} bytes with {report.Documents:N0} documents {stay}."));
    }

    private static string Faults(int count) => count == 1 ? "1 fault" : string.Create(CultureInfo.InvariantCulture, $"{count:N0} faults");

    private FileStore OpenLocked()
    {
        try
        {
            return new FileStore(path);
        }
        catch (StoreLockedException e)
        {
            throw new FatalException(ExitCode.Usage, $"{path}: a running program writes to it, and cuts the junk itself when it closes it. Nothing was cut.", e);
        }
        catch (NotSupportedException)
        {
            throw StoredDocuments.NoFile(path);
        }
    }

    private static long Cut(FileStore file)
    {
        using DocumentBuffer buffer = DocumentBuffer.Open(file, new DocumentBufferOptions { TruncateOnClose = true }, leaveOpen: true);
        return buffer.Close();
    }
}
