using System.Buffers;
using System.CommandLine;
using System.Globalization;
using Bingobot.Configuration;
using Bingobot.Events;
using Bingobot.Storage;

namespace Bingobot.Commands.Streams;

/// <summary>Writes what is durable of a stream, one event a line; reads only, beside whoever writes.</summary>
internal sealed class StreamExport(BotConfiguration configuration, InvocationConfiguration io)
{
    private const int FlushBytes = 256 * 1024;
    private const int ProgressEvery = 4 * 1024;

    /// <summary>To the standard output, and nothing else there.</summary>
    public async Task ToOutputAsync(CancellationToken cancellation)
    {
        await using DocumentLog log = StreamFiles.Open(configuration);
        await using Stream output = StandardOutput.Bytes(io.Output);
        Write(log, bytes => output.Write(bytes), _ => { }, cancellation);
        await output.FlushAsync(cancellation);
    }

    /// <summary>To a new file, which is there as a whole or not at all.</summary>
    public async Task ToFileAsync(string file, CancellationToken cancellation)
    {
        string path = Path.GetFullPath(file);
        if (Path.Exists(path))
            throw new FatalException(ExitCode.Usage, $"{file}: this exists already. Remove it, or name another file.");
        await using DocumentLog log = StreamFiles.Open(configuration);
        string part = path + ".part";
        bool whole = false;
        long events = 0;
        try
        {
            await ProgressBar.ShowAsync(io.Output, "Exporting", log.LastSequence, progress =>
            {
                using FileStore output = Create(part);
                long at = 0;
                events = Write(
                    log,
                    bytes =>
                    {
                        output.Write(at, bytes);
                        at += bytes.Length;
                    },
                    progress, cancellation);
                output.Barrier();
            });
            File.Move(part, path, overwrite: false);
            FileStore.SyncDirectory(Path.GetDirectoryName(path)!);
            whole = true;
        }
        finally
        {
            if (!whole)
                File.Delete(part);
        }

        await io.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{events:N0} events up to sequence {log.LastSequence} exported to {file}"));
    }

    /// <summary>A store, since only its barrier tells when the disk refuses.</summary>
    private static FileStore Create(string path)
    {
        try
        {
            File.Delete(path);
            return new FileStore(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FatalException(ExitCode.Usage, $"{path}: this file cannot be made: {e.Message} Name another.", e);
        }
    }

    private static long Write(IEventLog log, Action<ReadOnlySpan<byte>> output, Action<long> progress, CancellationToken cancellation)
    {
        var lines = new ArrayBufferWriter<byte>(FlushBytes);
        long events = 0;
        log.Visit(1, (in EventView e) =>
        {
            cancellation.ThrowIfCancellationRequested();
            EventJson.WriteLine(e, lines);
            events++;
            if (events % ProgressEvery == 0)
                progress(e.Sequence);
            if (lines.WrittenCount >= FlushBytes)
            {
                output(lines.WrittenSpan);
                lines.ResetWrittenCount();
            }

            return true;
        });
        output(lines.WrittenSpan);
        return events;
    }
}
