using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Bingobot.Configuration;
using Bingobot.Data;
using Bingobot.Events;
using Bingobot.Storage;

namespace Bingobot.Commands.Streams;

/// <summary>
/// Makes a stream of lines of JSON: the same events with the same sequences, so that replay gives the same state. It is written
/// aside, and put in its place when all of it is durable; what fails leaves nothing behind.
/// </summary>
internal sealed class StreamImport(BotConfiguration configuration, InvocationConfiguration io)
{
    private const int BatchEvents = 4 * 1024;
    private const int BatchBytes = 4 * 1024 * 1024;

    /// <summary>Where the stream is written before it is put in its place; what is found there was left by a crash.</summary>
    private const string AsideName = "events.importing";

    private readonly string _data = configuration.DataDirectory!;

    private string Aside => Path.Combine(_data, AsideName);

    /// <exception cref="FatalException">The folder is not empty, or the lines are no stream.</exception>
    public async Task RunAsync(string file, CancellationToken cancellation)
    {
        RefuseUsedFolder();
        using Stream input = Open(file);
        string? made = Directory.Exists(_data) ? null : FirstMissing(_data);
        using DataFolderLock held = DataFolderLock.Take(_data);
        bool imported = false;
        try
        {
            RefuseUsedFolder();
            DeleteAside();
            long events = 0;
            await ProgressBar.ShowAsync(
                io.Output, "Importing", input.CanSeek ? input.Length : 1,
                progress => events = WriteAsideAsync(file, input, progress, cancellation).GetAwaiter().GetResult());
            StateDigest digest = await ReadBackAsync(events, cancellation);
            PutInPlace();
            imported = true;
            await io.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"{events:N0} events imported from {file}, state {digest.Hash} at sequence {digest.Sequence}"));
        }
        finally
        {
            if (!imported)
                RemoveTraces(made);
        }
    }

    private static Stream Open(string file)
    {
        if (file == "-")
            return Console.OpenStandardInput();
        try
        {
            return new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FatalException(ExitCode.Usage, $"{file}: there is no such file. Name what 'bingobot export' wrote.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FatalException(ExitCode.Usage, $"{file}: this cannot be read: {e.Message}", e);
        }
    }

    private void RefuseUsedFolder()
    {
        if (!Directory.Exists(_data))
            return;
        string[] found = [.. Directory.EnumerateFileSystemEntries(_data).Select(path => Path.GetFileName(path)!)
            .Where(name => name is not AsideName && !DataFolderLock.FileNames.Contains(name)).Order(StringComparer.Ordinal)];
        if (found.Length > 0)
        {
            throw new FatalException(
                ExitCode.Usage,
                $"{_data}: this data folder is in use: it holds {string.Join(", ", found.Take(5))}. A stream is imported into an empty folder; name one with --data.");
        }
    }

    private async Task<long> WriteAsideAsync(string file, Stream input, Action<long> progress, CancellationToken cancellation)
    {
        await using DocumentLog log = DocumentLog.Open(Aside);
        using var lines = new LineSplitter(input, EventJson.MaxLineBytes);
        var batch = new List<Recorded>();
        long bytes = 0;
        Recorded? before = null;
        for (long line = 1; TryRead(file, line, lines, before, out Recorded? e); line++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (e is null)
                continue;
            before = e;
            batch.Add(e);
            bytes += e.Data.Length;
            if (batch.Count < BatchEvents && bytes < BatchBytes)
                continue;
            await AppendAsync(log, batch);
            batch.Clear();
            bytes = 0;
            progress(lines.BytesRead);
        }

        if (before is null)
            throw new FatalException(ExitCode.Usage, $"{file}: there is no event in it; expected is what 'bingobot export' writes, one event a line.");
        await AppendAsync(log, batch);
        return before.Sequence;
    }

    private static async Task AppendAsync(DocumentLog log, List<Recorded> batch)
    {
        try
        {
            await log.AppendAsync(batch);
        }
        catch (IOException e) when (e is not CorruptStoreException)
        {
            throw new FatalException(ExitCode.StoreFailed, $"The disk refused: {e.Message.TrimEnd('.')}. Look at its free space and its health.", e);
        }
    }

    /// <returns>False at the end; true with null for a line that is empty.</returns>
    private static bool TryRead(string file, long line, LineSplitter lines, Recorded? before, out Recorded? e)
    {
        e = null;
        try
        {
            if (!lines.TryRead(out ReadOnlySpan<byte> text))
                return false;
            text = text.TrimEnd((byte)'\r');
            if (text.IsEmpty)
                return true;
            e = EventJson.ReadLine(text);
            Check(e, before);
            return true;
        }
        catch (FormatException fault)
        {
            throw new FatalException(
                ExitCode.Usage,
                $"{file}, line {line}: {fault.Message}. Nothing was imported; mend the line, or export the stream again.", fault);
        }
    }

    private static void Check(Recorded e, Recorded? before)
    {
        long expected = (before?.Sequence ?? 0) + 1;
        if (e.Sequence > expected)
        {
            throw new FormatException(
                $"events {expected} to {e.Sequence - 1} are missing before this one. If lines were lost, export the stream again; where the "
                + "stream was compacted, it cannot be imported: copy its data folder instead");
        }

        if (e.Sequence < expected)
            throw new FormatException($"sequence {expected} was expected, not {e.Sequence}");
        if (e.Time < before?.Time)
            throw new FormatException($"a time was expected that is not before that of the event before ({before.Time:O})");
        try
        {
            using JsonDocument data = JsonDocument.Parse(e.Data);
            if (before is null)
                CheckFirst(e, data.RootElement);
        }
        catch (JsonException fault)
        {
            throw new FormatException($"the event's data is no JSON: {fault.Message}", fault);
        }
    }

    private static void CheckFirst(Recorded e, JsonElement data)
    {
        const int IdLength = 22;
        bool isFirst = e.Type == RuntimeEvents.StreamCreated.Name
            && data.ValueKind == JsonValueKind.Object
            && data.TryGetProperty("stream", out JsonElement id)
            && id.ValueKind == JsonValueKind.String
            && id.GetString() is { Length: IdLength } text
            && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
        if (!isFirst)
        {
            throw new FormatException(
                $"the first event of a stream was expected, {RuntimeEvents.StreamCreated.Name} with the stream's id of {IdLength} characters, not {e.Type}");
        }
    }

    /// <summary>Reads back what was written, as the next start would.</summary>
    private async Task<StateDigest> ReadBackAsync(long events, CancellationToken cancellation)
    {
        await using DocumentLog log = DocumentLog.OpenReadOnly(Aside);
        StateDigest digest = StateReport.Digest(await StreamReplay.RunAsync(log, StreamFiles.Modules(), cancellationToken: cancellation));
        return digest.Sequence == events
            ? digest
            : throw new FatalException(ExitCode.Corrupt, $"{Aside}: {events} events were written, and {digest.Sequence} read back.");
    }

    private void PutInPlace()
    {
        Directory.Move(Aside, StreamFiles.EventsFolder(_data));
        FileStore.SyncDirectory(_data);
    }

    private void DeleteAside()
    {
        if (Directory.Exists(Aside))
            Directory.Delete(Aside, recursive: true);
    }

    /// <summary>The outermost folder that has to be made for this one.</summary>
    private static string FirstMissing(string folder)
    {
        while (Path.GetDirectoryName(folder) is { } parent && !Directory.Exists(parent))
            folder = parent;
        return folder;
    }

    private void RemoveTraces(string? made)
    {
        if (made is not null)
        {
            if (Directory.Exists(made))
                Directory.Delete(made, recursive: true);
            return;
        }

        DeleteAside();
        foreach (string name in DataFolderLock.FileNames)
            File.Delete(Path.Combine(_data, name));
    }
}
