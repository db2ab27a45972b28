using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Bingobot.Storage.Concurrency;
using Bingobot.Storage.Engine;
using Bingobot.Storage.Format;

namespace Bingobot.Storage;

/// <content>Pushing, popping and looking.</content>
public sealed partial class DocumentBuffer
{
    /// <summary>Puts a document on top. It is durable after the next flush.</summary>
    /// <param name="document">0 to 16 MiB − 1 bytes; copied.</param>
    /// <exception cref="ArgumentException">The document is too long.</exception>
    /// <exception cref="IOException">The cache is full and the store refused (a full disk, say): nothing was pushed.</exception>
    /// <exception cref="StoreFailedException">The store failed, now or before.</exception>
    /// <exception cref="InvalidOperationException">The buffer is read-only.</exception>
    public void Push(ReadOnlySpan<byte> document)
    {
        if (document.Length > MaxDocumentBytes)
            ThrowTooLong(document);
        _gate.Enter();
        bool pushed = _mayChange && _engine.TryPush(document);
        _gate.Exit();
        if (!pushed)
            PushSlowly(document);
    }

    /// <summary>Removes and returns the most recent document.</summary>
    /// <returns>The document, the caller's own.</returns>
    /// <exception cref="InvalidOperationException">The stack is empty, or read-only.</exception>
    /// <exception cref="StoreFailedException">The store failed before.</exception>
    public byte[] Pop() => TryPop(out byte[]? document) ? document : throw Empty();

    /// <summary>Removes and returns the most recent document, if there is one.</summary>
    /// <param name="document">The document, the caller's own.</param>
    /// <returns>False when the stack is empty.</returns>
    public bool TryPop([MaybeNullWhen(false)] out byte[] document)
    {
        using Gate.Scope scope = EnterToChange();
        if (!TryPeekUnsynchronized(out document))
            return false;
        _engine.RemoveTop(document.Length);
        _engine.TrimAfterRead();
        return true;
    }

    /// <summary>Moves the most recent document, if there is one, to a writer. Allocates nothing.</summary>
    /// <param name="destination">Gets the bytes; called without any lock held.</param>
    /// <returns>False when the stack is empty: nothing was written.</returns>
    public bool TryPop(IBufferWriter<byte> destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        Span<byte> space = destination.GetSpan();
        _gate.Enter();
        int length = _mayChange ? _engine.TryPop(space) : -1;
        _gate.Exit();
        if (length < 0)
            return TryMove(destination, remove: true);
        destination.Advance(length);
        return true;
    }

    /// <summary>Returns the most recent document.</summary>
    /// <returns>A copy, the caller's own.</returns>
    /// <exception cref="InvalidOperationException">The stack is empty.</exception>
    public byte[] Peek() => TryPeek(out byte[]? document) ? document : throw Empty();

    /// <summary>Returns the most recent document, if there is one.</summary>
    /// <param name="document">A copy, the caller's own.</param>
    /// <returns>False when the stack is empty.</returns>
    public bool TryPeek([MaybeNullWhen(false)] out byte[] document)
    {
        using (_gate.EnterScope())
        {
            ThrowIfClosedUnsynchronized();
            bool found = TryPeekUnsynchronized(out document);
            _engine.TrimAfterRead();
            return found;
        }
    }

    /// <summary>Copies the most recent document, if there is one, to a writer. Allocates nothing.</summary>
    /// <param name="destination">Gets the bytes; called without any lock held.</param>
    /// <returns>False when the stack is empty: nothing was written.</returns>
    public bool TryPeek(IBufferWriter<byte> destination) => TryMove(destination, remove: false);

    /// <summary>Returns up to <paramref name="count"/> documents, the most recent first. They stay.</summary>
    /// <param name="count">At least 0.</param>
    /// <returns>Copies, the caller's own.</returns>
    public IReadOnlyList<byte[]> Read(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        using (_gate.EnterScope())
        {
            ThrowIfClosedUnsynchronized();
            return ReadUnsynchronized(count, out _);
        }
    }

    /// <summary>Removes and returns up to <paramref name="count"/> documents, the most recent first, in one step.</summary>
    /// <param name="count">At least 0.</param>
    /// <returns>The documents, the caller's own.</returns>
    public IReadOnlyList<byte[]> Remove(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        using Gate.Scope scope = EnterToChange();
        IReadOnlyList<byte[]> documents = ReadUnsynchronized(count, out Mark boundary);
        _engine.RemoveTo(boundary);
        return documents;
    }

    /// <summary>Removes all documents, in one step.</summary>
    public void Clear()
    {
        using Gate.Scope scope = EnterToChange();
        _engine.Clear();
    }

    /// <summary>
    /// As <see cref="TryPop(out byte[])"/>, but only when nothing changed since the caller looked.
    /// </summary>
    internal bool TryRemoveTop(ulong opNumber)
    {
        using Gate.Scope scope = EnterToChange();
        if (_engine.OpNumber != opNumber || !_engine.TryPeek(out ReadOnlySpan<byte> top))
            return false;
        _engine.RemoveTop(top.Length);
        _engine.TrimAfterRead();
        return true;
    }

    /// <summary>As <see cref="Read(int)"/>, and what <see cref="TryRemove"/> needs to know.</summary>
    internal IReadOnlyList<byte[]> Read(int count, out ulong opNumber)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        using Gate.Scope scope = _gate.EnterScope();
        ThrowIfClosedUnsynchronized();
        opNumber = _engine.OpNumber;
        return ReadUnsynchronized(count, out _);
    }

    /// <summary>As <see cref="Remove"/>, but only when nothing changed since the caller looked.</summary>
    internal bool TryRemove(int count, ulong opNumber)
    {
        using Gate.Scope scope = EnterToChange();
        if (_engine.OpNumber != opNumber)
            return false;
        ReadUnsynchronized(count, out Mark boundary);
        _engine.RemoveTo(boundary);
        return true;
    }

    /// <summary>As <see cref="TryPeek(out byte[])"/>, and what <see cref="TryRemoveTop"/> needs to know.</summary>
    internal bool TryPeek([MaybeNullWhen(false)] out byte[] document, out ulong opNumber)
    {
        using Gate.Scope scope = _gate.EnterScope();
        ThrowIfClosedUnsynchronized();
        bool found = TryPeekUnsynchronized(out document);
        _engine.TrimAfterRead();
        opNumber = _engine.OpNumber;
        return found;
    }

    /// <summary>
    /// The writer is the user's code, so it is asked for memory and told of the bytes outside the lock; in between, the bytes
    /// are copied inside. Its first answer is nearly always large enough.
    /// </summary>
    private bool TryMove(IBufferWriter<byte> destination, bool remove)
    {
        ArgumentNullException.ThrowIfNull(destination);
        int needed = 0;
        while (true)
        {
            Span<byte> space = destination.GetSpan(needed);
            using (remove ? EnterToChange() : EnterOpen())
            {
                if (!TryCopyTopUnsynchronized(space, out needed))
                    return false;
                if (needed <= space.Length && remove)
                    _engine.RemoveTop(needed);
                if (needed <= space.Length || _options.CacheDocuments == 0)
                    _engine.TrimAfterRead();
            }

            if (needed > space.Length)
                continue;
            destination.Advance(needed);
            return true;
        }
    }

    private bool TryCopyTopUnsynchronized(Span<byte> space, out int length)
    {
        bool found = TryLookUnsynchronized(out ReadOnlySpan<byte> top);
        length = top.Length;
        if (top.Length <= space.Length)
            top.CopyTo(space);
        return found;
    }

    private bool TryPeekUnsynchronized([MaybeNullWhen(false)] out byte[] document)
    {
        bool found = TryLookUnsynchronized(out ReadOnlySpan<byte> top);
        document = found ? top.ToArray() : null;
        return found;
    }

    /// <summary>The most recent document, in the engine's memory.</summary>
    private bool TryLookUnsynchronized(out ReadOnlySpan<byte> top)
    {
        while (true)
        {
            try
            {
                return _engine.TryPeek(out top);
            }
            catch (StaleStateException)
            {
                continue;
            }
        }
    }

    private List<byte[]> ReadUnsynchronized(int count, out Mark boundary)
    {
        while (true)
        {
            try
            {
                return _engine.Read(count, out boundary);
            }
            catch (StaleStateException)
            {
                continue;
            }
        }
    }

    private static InvalidOperationException Empty() => new("The stack is empty.");

    [DoesNotReturn]
    private static void ThrowTooLong(ReadOnlySpan<byte> document) =>
        throw new ArgumentException($"A document is at most {MaxDocumentBytes} bytes long; this one has {document.Length}.", nameof(document));
}
