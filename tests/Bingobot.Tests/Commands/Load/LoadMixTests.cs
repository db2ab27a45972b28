using Bingobot.Commands.Load;

namespace Bingobot.Tests.Commands.Load;

public class LoadMixTests
{
    [Theory]
    [InlineData("messages,voice,interactions", 8, 1, 1)]
    [InlineData("interactions", 0, 0, 1)]
    [InlineData("messages=5, voice", 5, 1, 0)]
    [InlineData("voice=1000,messages=0", 0, 1000, 0)]
    public void Parse_OfKindsAndWeights_GivesThem(string text, int messages, int voice, int interactions) =>
        Assert.Equal(new LoadMix(messages, voice, interactions), LoadMix.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("message")]
    [InlineData("messages=")]
    [InlineData("messages=-1")]
    [InlineData("messages=1001")]
    [InlineData("messages,messages")]
    [InlineData("messages=0,voice=0")]
    [InlineData("messages,,voice")]
    public void Parse_OfAnythingElse_GivesNothing(string text) => Assert.Null(LoadMix.Parse(text));

    [Fact]
    public void At_OverTheWhole_GivesEachKindAsOftenAsItWeighs()
    {
        var mix = new LoadMix(3, 2, 4);

        var counts = Enumerable.Range(0, mix.Sum).CountBy(mix.At).ToDictionary();

        Assert.Equal(3, counts[TrafficKind.Messages]);
        Assert.Equal(2, counts[TrafficKind.Voice]);
        Assert.Equal(4, counts[TrafficKind.Interactions]);
    }
}
