namespace Bingobot.Discord.Payloads;

/// <summary>
/// A file to send with a message. From memory, or from a stream that can seek, it can be sent again where an attempt failed; from
/// any other stream it is sent once, as it is read, without being held in memory. A stream stays the caller's: it is read from
/// where it stands, until the request is over, and left open. One request at a time may use it. See
/// <see href="https://docs.discord.com/developers/reference#uploading-files"/>.
/// </summary>
public sealed class FileUpload
{
    /// <summary>The longest <see cref="Name"/>, in characters.</summary>
    public const int LongestName = 1024;

    private readonly ReadOnlyMemory<byte> _memory;
    private readonly Stream? _stream;
    private readonly long _start;
    private volatile bool _read;

    /// <summary>A file in memory, which must not change until the request is over.</summary>
    /// <exception cref="ArgumentException">The name is empty, too long, or has a path or line breaks in it.</exception>
    public FileUpload(string name, ReadOnlyMemory<byte> content)
    {
        Name = Checked(name);
        _memory = content;
    }

    /// <summary>A file from a stream, from where it stands to its end.</summary>
    /// <exception cref="ArgumentException">
    /// The stream cannot be read; or the name is empty, too long, or has a path or line breaks in it.
    /// </exception>
    public FileUpload(string name, Stream content)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (!content.CanRead)
            throw new ArgumentException("The stream cannot be read.", nameof(content));
        Name = Checked(name);
        _stream = content;
        _start = content.CanSeek ? content.Position : 0;
    }

    /// <summary>The file's name; embeds and components refer to it as <c>attachment://name</c>.</summary>
    public string Name { get; }

    /// <summary>What it shows, up to 1,024 characters.</summary>
    public string? Description { get; init; }

    /// <summary>Whether it is hidden until one looks.</summary>
    public bool IsSpoiler { get; init; }

    /// <summary>The media type; <c>application/octet-stream</c> by default.</summary>
    public string ContentType { get; init; } = "application/octet-stream";

    /// <summary>Whether another attempt could send it.</summary>
    internal bool CanBeReadAgain => _stream is null || _stream.CanSeek || !_read;

    internal bool TryGetLength(out long length)
    {
        length = _stream is null ? _memory.Length : _stream.CanSeek ? _stream.Length - _start : -1;
        return length >= 0;
    }

    internal async Task CopyToAsync(Stream destination, CancellationToken cancellationToken)
    {
        if (_stream is null)
        {
            await destination.WriteAsync(_memory, cancellationToken);
            return;
        }
        _read = true;
        if (_stream.CanSeek)
            _stream.Position = _start;
        await _stream.CopyToAsync(destination, cancellationToken);
    }

    private static string Checked(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(name.Length, LongestName, nameof(name));
        return name.AsSpan().ContainsAny("/\\\"") || name.Any(char.IsControl)
            ? throw new ArgumentException("A file's name has no path, quote or control character in it.", nameof(name))
            : name;
    }
}
