using System.Buffers;

namespace Bingobot.Storage;

/// <summary>Turns values into documents and back. Must be thread-safe.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
public interface IDocumentSerializer<T>
{
    /// <summary>Writes <paramref name="value"/> as a document of at most 16 MiB − 1.</summary>
    /// <param name="value">The value.</param>
    /// <param name="destination">Where the bytes go; not to be kept after the call.</param>
    void Serialize(T value, IBufferWriter<byte> destination);

    /// <summary>Reads a value from a document.</summary>
    /// <param name="document">The bytes that <see cref="Serialize"/> wrote; valid only during the call.</param>
    /// <returns>The value.</returns>
    T Deserialize(ReadOnlySpan<byte> document);
}
