using CsCheck;

namespace Bingobot.Framework.Tests.Components;

public sealed class CustomIdTests
{
    [Fact]
    public void Of_AnyParts_ReadsBackAsThem() =>
        Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 1, 20], Gen.String[Gen.Char.AlphaNumeric, 1, 20], Gen.String[Gen.Char[' ', '~'], 0, 45])
            .Sample((module, kind, key) =>
                CustomId.TryParse(CustomId.Of(module, kind, key), out var id) && id == new CustomId(module, kind, key));

    [Theory]
    [InlineData("")]
    [InlineData("module")]
    [InlineData("module:kind")]
    [InlineData(":kind:key")]
    [InlineData("module::key")]
    public void TryParse_OfNoModulesMaking_IsFalse(string text) => Assert.False(CustomId.TryParse(text, out _));

    [Fact]
    public void TryParse_OfATextThatIsTooLong_IsFalse() =>
        Assert.False(CustomId.TryParse("module:kind:" + new string('x', 89), out _));

    [Fact]
    public void Of_AKeyThatIsTooLong_SaysSo() => Assert.Contains(
        "at most 87", Assert.Throws<ArgumentException>(() => CustomId.Of("module", "kind", new string('x', 76))).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("", "kind")]
    [InlineData("module", "")]
    [InlineData("mod:ule", "kind")]
    [InlineData("module", "ki:nd")]
    public void Of_APartThatCannotBe_Throws(string module, string kind) =>
        Assert.ThrowsAny<ArgumentException>(() => CustomId.Of(module, kind, "key"));
}
