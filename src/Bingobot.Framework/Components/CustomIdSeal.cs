using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Bingobot.Framework;

/// <summary>
/// Shows that a custom id is of this bot's making: HMAC-SHA256 of it by a key that nobody else has, cut to 72 bits, as 12
/// characters of base64url and a dot before it. To guess one takes 2^71 presses on average, and Discord takes some a second.
/// Thread-safe.
/// </summary>
/// <param name="key">At least <see cref="MinKeyBytes"/> random bytes; copied, never written to a log.</param>
internal sealed class CustomIdSeal(ReadOnlySpan<byte> key)
{
    /// <summary>The fewest bytes of the key.</summary>
    public const int MinKeyBytes = 32;

    /// <summary>How many characters longer a custom id becomes.</summary>
    public const int Overhead = TagCharacters + 1;

    private const char Separator = '.';
    private const int TagBytes = 9;
    private const int TagCharacters = TagBytes / 3 * 4;

    private readonly byte[] _key = key.Length >= MinKeyBytes
        ? key.ToArray()
        : throw new ArgumentException($"The key has at least {MinKeyBytes} bytes.", nameof(key));

    /// <summary>The custom id as Discord gets it.</summary>
    public string Seal(string customId)
    {
        Span<char> tag = stackalloc char[TagCharacters];
        Tag(customId, tag);
        return $"{tag}{Separator}{customId}";
    }

    /// <summary>The custom id as the module made it; false where it is of somebody else's making.</summary>
    public bool TryOpen(string text, out string customId)
    {
        customId = "";
        if (text.Length is <= Overhead or > CustomId.MaxLength || text[TagCharacters] != Separator)
            return false;
        var inside = text[Overhead..];
        Span<char> tag = stackalloc char[TagCharacters];
        Tag(inside, tag);
        if (!CryptographicOperations.FixedTimeEquals(
            MemoryMarshal.AsBytes(tag),
            MemoryMarshal.AsBytes(text.AsSpan(0, TagCharacters))))
        {
            return false;
        }
        customId = inside;
        return true;
    }

    private void Tag(string customId, Span<char> tag)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(customId), hash);
        Base64Url.EncodeToChars(hash[..TagBytes], tag);
    }
}
