using System.Text.Json;
using System.Text.Json.Serialization;
using Bingobot.Data;
using Bingobot.Sandbox;
using Bingobot.Storage;

namespace Bingobot.Supervision;

/// <summary>What is known of a crash that was ordered.</summary>
/// <param name="Process">The id of the process that was then killed.</param>
/// <param name="Time">When it was ordered, by the machine's clock.</param>
/// <param name="Sequence">The newest durable event at that moment.</param>
/// <param name="HashBefore">The hash of the state after it.</param>
/// <param name="HashAfter">The hash after the same event, from replay in the next process; null as long as that has not run.</param>
internal sealed record CrashNote(int Process, DateTimeOffset Time, long Sequence, string HashBefore, string? HashAfter = null)
{
    public CrashReport Report => new(Time, Sequence, HashBefore, HashAfter);
}

/// <summary>
/// Keeps what is known of crashes in the data folder: written before the kill, so that both the supervisor and the next process
/// know that it was meant.
/// </summary>
internal static class CrashNotes
{
    private const string Mend = "Delete it: it tells of crashes that were ordered in the sandbox, and nothing else.";

    /// <summary>The newest, or null.</summary>
    /// <exception cref="FatalException">The file is damaged.</exception>
    public static CrashNote? Newest(string dataFolder)
    {
        string path = PathOf(dataFolder);
        if (!File.Exists(path))
            return null;
        try
        {
            using DocumentBuffer store = Open(path);
            return store.TryPeek(out byte[]? document)
                ? JsonSerializer.Deserialize(document, CrashJson.Default.CrashNote)
                : null;
        }
        catch (CorruptStoreException e)
        {
            throw DamagedFile.Error(path, e, Mend);
        }
        catch (JsonException e)
        {
            throw new FatalException(ExitCode.Corrupt, $"{path}: this is not a note of a crash. {Mend}", e);
        }
    }

    /// <summary>Adds one; it is durable when this returns.</summary>
    public static void Add(string dataFolder, CrashNote note)
    {
        using DocumentBuffer store = Open(PathOf(dataFolder));
        store.Push(JsonSerializer.SerializeToUtf8Bytes(note, CrashJson.Default.CrashNote));
        store.Flush();
    }

    private static string PathOf(string dataFolder) => Path.Combine(dataFolder, "sandbox", "crashes");

    private static DocumentBuffer Open(string path) =>
        DocumentBuffer.Open(path, new DocumentBufferOptions { CacheDocuments = 1 });
}

[JsonSerializable(typeof(CrashNote))]
internal sealed partial class CrashJson : JsonSerializerContext;
