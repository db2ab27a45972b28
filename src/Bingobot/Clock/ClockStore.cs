using System.Text.Json;
using System.Text.Json.Serialization;
using Bingobot.Data;
using Bingobot.Storage;

namespace Bingobot.Clock;

/// <summary>Keeps the anchor of the sandbox's clock, so that its time goes on where it was after a restart.</summary>
internal static class ClockStore
{
    private const string Mend = "Restore the file from a copy, or delete it: the sandbox's time is then the machine's again.";

    /// <summary>The clock of the sandbox at this scale; its anchor is durable when this returns.</summary>
    /// <param name="path">The anchor's file; made where there is none.</param>
    /// <param name="scale">Seconds that pass on it in one of <paramref name="real"/>'s.</param>
    /// <param name="real">The machine's clock.</param>
    /// <exception cref="FatalException">The file is damaged. Nothing was changed.</exception>
    public static TimeProvider Open(string path, int scale, TimeProvider real)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            using DocumentBuffer store = DocumentBuffer.Open(path, new DocumentBufferOptions { CacheDocuments = 1 });
            return Continue(store, path, scale, real);
        }
        catch (CorruptStoreException e)
        {
            throw DamagedFile.Error(path, e, Mend);
        }
    }

    private static TimeProvider Continue(DocumentBuffer store, string path, int scale, TimeProvider real)
    {
        DateTimeOffset now = real.GetUtcNow();
        ClockAnchor? kept = store.TryPeek(out byte[]? document) ? Read(document, path) : null;
        ClockAnchor anchor = kept?.WithScale(scale, now) ?? new ClockAnchor(now, now, scale);
        if (anchor != kept)
        {
            // On top of the one before: emptying the store first would be a state of its own, which a crash could leave.
            store.Push(JsonSerializer.SerializeToUtf8Bytes(anchor, ClockJson.Default.ClockAnchor));
            store.Flush();
        }

        return anchor is { Scale: 1 } && anchor.Real == anchor.Shown ? real : new ScaledTimeProvider(real, anchor);
    }

    private static ClockAnchor Read(byte[] document, string path)
    {
        try
        {
            ClockAnchor? anchor = JsonSerializer.Deserialize(document, ClockJson.Default.ClockAnchor);
            if (anchor is { Scale: >= 1 })
                return anchor;
        }
        catch (JsonException e)
        {
            throw Damaged(path, e);
        }

        throw Damaged(path, null);
    }

    private static FatalException Damaged(string path, Exception? e) => new(
        ExitCode.Corrupt, $"{path}: this is not the anchor of a clock. {Mend}", e);
}

[JsonSerializable(typeof(ClockAnchor))]
internal sealed partial class ClockJson : JsonSerializerContext;
