namespace Bingobot.Storage;

/// <summary>Walks over values as <see cref="DocumentReader"/> walks over documents. For one thread.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
public ref struct DocumentReader<T>
{
    private readonly IDocumentSerializer<T> _serializer;
    private DocumentReader _documents;

    internal DocumentReader(DocumentReader documents, IDocumentSerializer<T> serializer)
    {
        _documents = documents;
        _serializer = serializer;
    }

    /// <summary>The value, deserialized at each call.</summary>
    public readonly T Current => _serializer.Deserialize(_documents.Current);

    /// <summary>The reader itself, for <c>foreach</c>.</summary>
    /// <returns>The reader.</returns>
    public readonly DocumentReader<T> GetEnumerator() => this;

    /// <inheritdoc cref="DocumentReader.MoveNext"/>
    public bool MoveNext() => _documents.MoveNext();

    /// <inheritdoc cref="DocumentReader.Dispose"/>
    public void Dispose() => _documents.Dispose();
}
