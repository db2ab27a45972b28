using Bingobot.Framework.Tests.Support;
using CsCheck;

namespace Bingobot.Framework.Tests.Components;

public sealed class CustomIdSealTests
{
    private const string Plain = "votes:cast:0:AAAAAAAAAAAAAAAAAAAAAA";

    [Fact]
    public void Seal_AnyCustomId_OpensAgainAndFitsDiscord() =>
        Gen.String[Gen.Char['\u0001', '\uD7FF'], 1, CustomId.MaxUnsealed].Sample(text =>
            Wire.Seal.Seal(text) is { Length: <= CustomId.MaxLength } sealedText
            && Wire.Seal.TryOpen(sealedText, out var opened) && opened == text);

    [Fact]
    public void Seal_OfAnotherLifeWithTheSameKey_IsTheSame() =>
        Assert.Equal(Wire.Seal.Seal(Plain), new CustomIdSeal([.. Wire.Key]).Seal(Plain));

    [Fact]
    public void Seal_IsHmacSha256CutTo72Bits()
    {
        var hash = System.Security.Cryptography.HMACSHA256.HashData(Wire.Key, System.Text.Encoding.UTF8.GetBytes(Plain));

        Assert.Equal(System.Buffers.Text.Base64Url.EncodeToString(hash.AsSpan(0, 9)) + "." + Plain, Wire.Seal.Seal(Plain));
    }

    [Fact]
    public void TryOpen_WithAnyCharacterChanged_IsFalse()
    {
        var good = Wire.Seal.Seal(Plain);
        for (var i = 0; i < good.Length; i++)
        {
            var forged = good[..i] + (good[i] == 'A' ? 'B' : 'A') + good[(i + 1)..];
            Assert.False(Wire.Seal.TryOpen(forged, out _), forged);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(Plain)]
    [InlineData("AAAAAAAAAAAA." + Plain)]
    [InlineData("AAAAAAAAAAAA.")]
    public void TryOpen_OfWhatWasNotSealed_IsFalse(string text) => Assert.False(Wire.Seal.TryOpen(text, out _));

    [Fact]
    public void TryOpen_OfAnotherKey_IsFalse() =>
        Assert.False(new CustomIdSeal(new byte[32]).TryOpen(Wire.Seal.Seal(Plain), out _));

    [Fact]
    public void Key_ThatIsTooShort_IsRefused() => Assert.Throws<ArgumentException>(() => new CustomIdSeal(new byte[31]));
}
