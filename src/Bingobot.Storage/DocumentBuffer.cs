using Bingobot.Storage.Concurrency;
using Bingobot.Storage.Engine;
using Bingobot.Storage.Format;

namespace Bingobot.Storage;

/// <summary>
/// A stack of documents (byte strings of 0 to 16 MiB − 1), larger than memory, on a store that may not be truncatable. The most
/// recent documents are in memory, the others on the store; crossing the edge back and forth causes no store operation.
/// What <see cref="Flush"/> or <see cref="FlushAsync"/> returned for survives any crash. After a crash the stack is as it was at
/// that time, or at some moment since: pushes alone, or removals alone, are then kept or lost as a whole; where documents were
/// removed and others pushed, it may be as it was in between. All members are thread-safe and linearizable.
/// </summary>
/// <remarks>The bytes on the store are described in docs/format.md.</remarks>
public sealed partial class DocumentBuffer : IDisposable, IAsyncDisposable
{
    /// <summary>The longest document: 16 MiB − 1.</summary>
    public const int MaxDocumentBytes = Frame.MaxDocumentBytes;

    private readonly Gate _gate = new();
    private readonly Lock _closeLock = new();
    private readonly IBackingStore _store;
    private readonly DocumentBufferOptions _options;
    private readonly bool _leaveOpen;
    private readonly StackEngine _engine;
    private readonly FlushQueue _flushes = new();
    private readonly StoreWriter _writer;
    private readonly Func<bool> _mayChangeNow;
    private readonly Work _commitWork;
    private readonly Work _writeAheadWork;

    /// <summary>False when read-only, poisoned, closed, or held while closing: whoever wants to change something looks why.</summary>
    private bool _mayChange;
    private bool _changesHeld;
    private volatile bool _closed;
    private bool _closedWhole;
    private bool _released;
    private long _usefulBytes;

    private DocumentBuffer(IBackingStore store, DocumentBufferOptions options, bool leaveOpen)
    {
        _store = store;
        _options = options;
        _leaveOpen = leaveOpen;
        _engine = new StackEngine(store, options);
        _writer = new StoreWriter(store, _engine, _gate, _flushes, options.Tuning) { Poisoned = ForbidChangesUnsynchronized };
        _mayChangeNow = MayChangeUnsynchronized;
        _commitWork = new Work(CommitQueued);
        _writeAheadWork = new Work(WriteAheadQueued);
        if (options.ReadOnly)
            return;
        _writer.FormatIfNew();
        _engine.PromoteAtOpening();
        AllowChangesUnsynchronized();
    }

    /// <summary>Documents in cache and store.</summary>
    /// <exception cref="ObjectDisposedException">The buffer is closed.</exception>
    public long Count
    {
        get
        {
            using (_gate.EnterScope())
            {
                ThrowIfClosedUnsynchronized();
                return _engine.Count;
            }
        }
    }

    /// <summary>Documents in the cache.</summary>
    /// <exception cref="ObjectDisposedException">The buffer is closed.</exception>
    public int Cached
    {
        get
        {
            using (_gate.EnterScope())
            {
                ThrowIfClosedUnsynchronized();
                return _engine.Cached;
            }
        }
    }

    /// <summary>True when there is no document.</summary>
    public bool IsEmpty => Count == 0;

    /// <summary>Changes that led to the present state; what tests compare recovered states by.</summary>
    internal ulong OpNumber
    {
        get
        {
            using (_gate.EnterScope())
                return _engine.OpNumber;
        }
    }

    /// <summary>Whether a call would wait for one under way; the simulation works on inside a call only when it would not.</summary>
    internal bool IsBusy => _gate.IsHeld || _changesHeld || _closed;

    /// <summary>
    /// Opens the stack in a file or on a block device; creates and formats the file when there is none or it is empty. The
    /// directory must exist.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How the buffer behaves; null for the defaults.</param>
    /// <returns>The buffer, which holds the file until it is closed.</returns>
    /// <exception cref="CorruptStoreException">The file is not a store, or a damaged one. Nothing was written.</exception>
    /// <exception cref="StoreLockedException">Another writer has it open.</exception>
    /// <exception cref="IOException">The operating system refused.</exception>
    public static DocumentBuffer Open(string path, DocumentBufferOptions? options = null)
    {
        options ??= new DocumentBufferOptions();
        options.Validate();
        return OpenOwned(new FileStore(path, options.ReadOnly), options, leaveOpen: false);
    }

    /// <summary>Opens the stack in a stream that can read and seek, and write unless opened read-only.</summary>
    /// <param name="store">The stream; nobody else may use it meanwhile.</param>
    /// <param name="options">How the buffer behaves; null for the defaults.</param>
    /// <param name="leaveOpen">Whether closing the buffer leaves the stream open.</param>
    /// <returns>The buffer.</returns>
    /// <exception cref="CorruptStoreException">The stream's content is not a store, or a damaged one. Nothing was written.</exception>
    public static DocumentBuffer Open(Stream store, DocumentBufferOptions? options = null, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(store);
        options ??= new DocumentBufferOptions();
        options.Validate();
        if (!options.ReadOnly && !store.CanWrite)
            throw new ArgumentException("The stream must be able to write, or the buffer be opened read-only.", nameof(store));
        return OpenOwned(new StreamStore(store, leaveOpen), options, leaveOpen: false);
    }

    /// <summary>Opens the stack on a store.</summary>
    /// <param name="store">The store; nobody else may write to it meanwhile.</param>
    /// <param name="options">How the buffer behaves; null for the defaults.</param>
    /// <param name="leaveOpen">Whether closing the buffer leaves the store open.</param>
    /// <returns>The buffer.</returns>
    /// <exception cref="CorruptStoreException">The content is not a store, or a damaged one. Nothing was written.</exception>
    public static DocumentBuffer Open(IBackingStore store, DocumentBufferOptions? options = null, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(store);
        options ??= new DocumentBufferOptions();
        options.Validate();
        return OpenOwned(store, options, leaveOpen);
    }

    /// <summary>
    /// Reads every byte of a store and names every fault with its offset. Takes no lock and writes nothing; beside a writer it
    /// may report what is just being replaced.
    /// </summary>
    /// <param name="store">The store; left open.</param>
    /// <returns>What was found.</returns>
    public static VerifyReport Verify(IBackingStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        return new StoreVerifier(store, EngineTuning.Default).Verify();
    }

    private static DocumentBuffer OpenOwned(IBackingStore store, DocumentBufferOptions options, bool leaveOpen)
    {
        bool opened = false;
        try
        {
            var buffer = new DocumentBuffer(store, options, leaveOpen);
            opened = true;
            return buffer;
        }
        finally
        {
            if (!opened && !leaveOpen)
                store.Dispose();
        }
    }

    private void ThrowIfClosedUnsynchronized() => ObjectDisposedException.ThrowIf(_closed, this);

    private void AllowChangesUnsynchronized() => _mayChange = !_closed && !_options.ReadOnly && !_writer.IsPoisoned;

    private void ForbidChangesUnsynchronized() => _mayChange = false;

    /// <summary>Whoever is told of the failure finds every change refused from then on.</summary>
    private void ThrowIfPoisonedUnsynchronized()
    {
        if (!_writer.IsPoisoned)
            return;
        ForbidChangesUnsynchronized();
        _writer.ThrowIfPoisoned();
    }

    /// <summary>Enters the gate of a buffer that is open.</summary>
    private Gate.Scope EnterOpen()
    {
        Gate.Scope scope = _gate.EnterScope();
        if (_closed)
            scope.Dispose();
        ThrowIfClosedUnsynchronized();
        return scope;
    }

    /// <summary>Enters the gate when something may be changed; waits for the end of a commit until then.</summary>
    private Gate.Scope EnterToChange()
    {
        while (true)
        {
            Gate.Scope scope = _gate.EnterScope();
            bool mayChange = false;
            try
            {
                mayChange = MayChangeUnsynchronized();
                if (mayChange)
                    return scope;
            }
            finally
            {
                if (!mayChange)
                    scope.Dispose();
            }

            _writer.WaitForCommit();
        }
    }

    /// <summary>Throws when nothing may be changed for good.</summary>
    /// <returns>False when the caller must wait for the end of a commit without holding the gate, and then look again.</returns>
    private bool MayChangeUnsynchronized()
    {
        if (_mayChange)
            return true;
        ThrowIfClosedUnsynchronized();
        _engine.ThrowIfReadOnly();
        ThrowIfPoisonedUnsynchronized();
        return !_changesHeld;
    }
}
