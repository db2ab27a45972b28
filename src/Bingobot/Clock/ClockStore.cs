using System.Text.Json;
using System.Text.Json.Serialization;
using Bingobot.Data;
using Bingobot.Sandbox;
using Bingobot.Storage;

namespace Bingobot.Clock;

/// <summary>
/// The sandbox's clock: at a scale, put forward when asked to. Its anchor is kept, so that its time goes on where it was after a
/// restart, and never goes back.
/// </summary>
internal sealed class ClockStore : ISandboxClock, IDisposable
{
    private const string Mend = "Restore the file from a copy, or delete it: the sandbox's time is then the machine's again.";

    /// <summary>The last moment that it shows: the ids of Discord hold times until 2154.</summary>
    private static readonly DateTimeOffset Latest = new(2150, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly SemaphoreSlim _turn = new(1);
    private readonly string _path;
    private readonly TimeProvider _real;
    private readonly ScaledTimeProvider _clock;

    private ClockStore(string path, TimeProvider real, ClockAnchor anchor)
    {
        _path = path;
        _real = real;
        _clock = new ScaledTimeProvider(real, anchor);
    }

    /// <summary>The clock.</summary>
    public TimeProvider Clock => _clock;

    /// <summary>The clock of the sandbox at this scale; its anchor is durable when this returns.</summary>
    /// <param name="path">The anchor's file; made where there is none.</param>
    /// <param name="scale">Seconds that pass on it in one of <paramref name="real"/>'s.</param>
    /// <param name="real">The machine's clock.</param>
    /// <exception cref="FatalException">The file is damaged. Nothing was changed.</exception>
    public static ClockStore Open(string path, int scale, TimeProvider real)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            using DocumentBuffer store = OpenFile(path);
            DateTimeOffset now = real.GetUtcNow();
            ClockAnchor? kept = store.TryPeek(out byte[]? document) ? Read(document, path) : null;
            ClockAnchor anchor = kept?.WithScale(scale, now) ?? new ClockAnchor(now, now, scale);
            if (anchor != kept)
                Keep(store, anchor);
            return new ClockStore(path, real, anchor);
        }
        catch (CorruptStoreException e)
        {
            throw DamagedFile.Error(path, e, Mend);
        }
    }

    /// <inheritdoc/>
    public async Task AdvanceAsync(TimeSpan by, CancellationToken cancellationToken = default)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (by > Latest - _clock.GetUtcNow())
                throw new SandboxException(400, $"The clock shows {_clock.GetUtcNow():u}; it cannot be put beyond {Latest.Year}.");
            ClockAnchor anchor = _clock.Anchor.Forward(by, _real.GetUtcNow());
            using (DocumentBuffer store = OpenFile(_path))
                Keep(store, anchor);
            _clock.Advance(anchor, by);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private static DocumentBuffer OpenFile(string path) =>
        DocumentBuffer.Open(path, new DocumentBufferOptions { CacheDocuments = 1 });

    /// <summary>On top of the one before: emptying the store first would be a state of its own, which a crash could leave.</summary>
    private static void Keep(DocumentBuffer store, ClockAnchor anchor)
    {
        store.Push(JsonSerializer.SerializeToUtf8Bytes(anchor, ClockJson.Default.ClockAnchor));
        store.Flush();
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
