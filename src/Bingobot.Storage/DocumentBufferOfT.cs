using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Bingobot.Storage;

/// <summary>
/// A <see cref="DocumentBuffer"/> of values. Thread-safe; the serializer is called without any lock held. A value that cannot
/// be read stays on the stack.
/// </summary>
/// <typeparam name="T">The type of the values.</typeparam>
public sealed class DocumentBuffer<T> : IDisposable, IAsyncDisposable
{
    private readonly DocumentBuffer _documents;
    private readonly IDocumentSerializer<T> _serializer;

    /// <summary>Puts types on a buffer.</summary>
    /// <param name="documents">The buffer; owned, and closed with this one.</param>
    /// <param name="serializer">Turns values into documents and back.</param>
    public DocumentBuffer(DocumentBuffer documents, IDocumentSerializer<T> serializer)
    {
        ArgumentNullException.ThrowIfNull(documents);
        ArgumentNullException.ThrowIfNull(serializer);
        _documents = documents;
        _serializer = serializer;
    }

    /// <inheritdoc cref="DocumentBuffer.Open(string, DocumentBufferOptions?)"/>
    /// <param name="path">The file.</param>
    /// <param name="serializer">Turns values into documents and back.</param>
    /// <param name="options">How the buffer behaves; null for the defaults.</param>
    [SuppressMessage("Design", "CA1000", Justification = "Opened as the untyped buffer is; the type cannot always be inferred.")]
    public static DocumentBuffer<T> Open(string path, IDocumentSerializer<T> serializer, DocumentBufferOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(serializer);
        return new(DocumentBuffer.Open(path, options), serializer);
    }

    /// <inheritdoc cref="DocumentBuffer.Open(Stream, DocumentBufferOptions?, bool)"/>
    /// <param name="store">The stream; nobody else may use it meanwhile.</param>
    /// <param name="serializer">Turns values into documents and back.</param>
    /// <param name="options">How the buffer behaves; null for the defaults.</param>
    /// <param name="leaveOpen">Whether closing the buffer leaves the stream open.</param>
    [SuppressMessage("Design", "CA1000", Justification = "Opened as the untyped buffer is; the type cannot always be inferred.")]
    public static DocumentBuffer<T> Open(
        Stream store, IDocumentSerializer<T> serializer, DocumentBufferOptions? options = null, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(serializer);
        return new(DocumentBuffer.Open(store, options, leaveOpen), serializer);
    }

    /// <inheritdoc cref="DocumentBuffer.Open(IBackingStore, DocumentBufferOptions?, bool)"/>
    /// <param name="store">The store; nobody else may write to it meanwhile.</param>
    /// <param name="serializer">Turns values into documents and back.</param>
    /// <param name="options">How the buffer behaves; null for the defaults.</param>
    /// <param name="leaveOpen">Whether closing the buffer leaves the store open.</param>
    [SuppressMessage("Design", "CA1000", Justification = "Opened as the untyped buffer is; the type cannot always be inferred.")]
    public static DocumentBuffer<T> Open(
        IBackingStore store, IDocumentSerializer<T> serializer, DocumentBufferOptions? options = null, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(serializer);
        return new(DocumentBuffer.Open(store, options, leaveOpen), serializer);
    }

    /// <summary>Values in cache and store.</summary>
    public long Count => _documents.Count;

    /// <summary>Values in the cache.</summary>
    public int Cached => _documents.Cached;

    /// <summary>True when there is no value.</summary>
    public bool IsEmpty => _documents.IsEmpty;

    /// <summary>Puts a value on top. It is durable after the next flush.</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentException">Its document is too long.</exception>
    public void Push(T value)
    {
        var writer = new ArrayBufferWriter<byte>();
        _serializer.Serialize(value, writer);
        _documents.Push(writer.WrittenSpan);
    }

    /// <summary>Removes and returns the most recent value.</summary>
    /// <returns>The value.</returns>
    /// <exception cref="InvalidOperationException">The stack is empty.</exception>
    public T Pop() => TryPop(out T? value) ? value : throw Empty();

    /// <summary>Removes and returns the most recent value, if there is one.</summary>
    /// <param name="value">The value.</param>
    /// <returns>False when the stack is empty.</returns>
    public bool TryPop([MaybeNullWhen(false)] out T value)
    {
        value = default;
        while (_documents.TryPeek(out byte[]? document, out ulong opNumber))
        {
            T read = _serializer.Deserialize(document);
            if (!_documents.TryRemoveTop(opNumber))
                continue;
            value = read;
            return true;
        }

        return false;
    }

    /// <summary>Returns the most recent value.</summary>
    /// <returns>The value.</returns>
    /// <exception cref="InvalidOperationException">The stack is empty.</exception>
    public T Peek() => TryPeek(out T? value) ? value : throw Empty();

    /// <summary>Returns the most recent value, if there is one.</summary>
    /// <param name="value">The value.</param>
    /// <returns>False when the stack is empty.</returns>
    public bool TryPeek([MaybeNullWhen(false)] out T value)
    {
        value = default;
        if (!_documents.TryPeek(out byte[]? document))
            return false;
        value = _serializer.Deserialize(document);
        return true;
    }

    /// <summary>Returns up to <paramref name="count"/> values, the most recent first. They stay.</summary>
    /// <param name="count">At least 0.</param>
    /// <returns>The values.</returns>
    public IReadOnlyList<T> Read(int count) => Deserialize(_documents.Read(count));

    /// <summary>Removes and returns up to <paramref name="count"/> values, the most recent first, in one step.</summary>
    /// <param name="count">At least 0.</param>
    /// <returns>The values.</returns>
    public IReadOnlyList<T> Remove(int count)
    {
        while (true)
        {
            List<T> values = Deserialize(_documents.Read(count, out ulong opNumber));
            if (_documents.TryRemove(values.Count, opNumber))
                return values;
        }
    }

    /// <summary>Removes all values.</summary>
    public void Clear() => _documents.Clear();

    /// <inheritdoc cref="DocumentBuffer.Flush"/>
    public void Flush() => _documents.Flush();

    /// <inheritdoc cref="DocumentBuffer.FlushAsync"/>
    public ValueTask FlushAsync(CancellationToken cancellationToken = default) => _documents.FlushAsync(cancellationToken);

    /// <inheritdoc cref="DocumentBuffer.Close"/>
    public long Close() => _documents.Close();

    /// <summary>Reads the values that are there now, the least recent first. They stay.</summary>
    /// <param name="skip">How many of the least recent ones to leave out; at least 0.</param>
    /// <returns>A reader for <c>foreach</c>.</returns>
    public DocumentReader<T> ReadForward(long skip = 0) => new(_documents.ReadForward(skip), _serializer);

    /// <summary>Reads the values that are there now, the most recent first. They stay.</summary>
    /// <param name="skip">How many of the most recent ones to leave out; at least 0.</param>
    /// <returns>A reader for <c>foreach</c>.</returns>
    public DocumentReader<T> ReadBackward(long skip = 0) => new(_documents.ReadBackward(skip), _serializer);

    /// <inheritdoc cref="DocumentBuffer.Dispose"/>
    public void Dispose() => _documents.Dispose();

    /// <inheritdoc cref="DocumentBuffer.DisposeAsync"/>
    public ValueTask DisposeAsync() => _documents.DisposeAsync();

    private List<T> Deserialize(IReadOnlyList<byte[]> documents)
    {
        var values = new List<T>(documents.Count);
        foreach (byte[] document in documents)
            values.Add(_serializer.Deserialize(document));
        return values;
    }

    private static InvalidOperationException Empty() => new("The stack is empty.");
}
