using System.Text.Json.Serialization.Metadata;

namespace Bingobot.Events.Tests.Modules.Plain;

public sealed class PlainContractTests
{
    [Fact]
    public void Contract_OfIntegersTruthsAndTexts_IsPlain()
    {
        foreach (JsonTypeInfo json in (JsonTypeInfo[])
            [PlainJson.Default.Everything, PlainJson.Default.Renamed, PlainJson.Default.Swapped, SparseJson.Default.Everything, QuotedJson.Default.Numbers])
            Assert.True(PlainReader.For(json) is not null, $"{json.Type} is not taken for plain.");
    }

    [Fact]
    public void Contract_OfAnythingElse_IsNotPlain()
    {
        foreach (JsonTypeInfo json in (JsonTypeInfo[])
            [
                PlainJson.Default.WithEnum, PlainJson.Default.WithFloat, PlainJson.Default.WithTime, PlainJson.Default.WithArray,
                PlainJson.Default.WithSetter, PlainJson.Default.WithRequired, PlainJson.Default.WithConverter, PlainJson.Default.WithCallback,
                PlainJson.Default.WithExtension, SparseJson.Default.WithEnum, StrictNullsJson.Default.Everything,
                StrictParametersJson.Default.Everything, PlainJson.Default.Int32,
            ])
            Assert.True(PlainReader.For(json) is null, $"{json.Type} is taken for plain.");
    }

    [Fact]
    public void Contract_ThatSomebodyChanged_IsNotPlain()
    {
        var options = new System.Text.Json.JsonSerializerOptions
        {
            TypeInfoResolver = PlainJson.Default.WithAddedModifier(json =>
            {
                if (json.Type == typeof(Numbers))
                    json.Properties[0].CustomConverter = new Longer();
            }),
        };
        Assert.Null(PlainReader.For(options.GetTypeInfo(typeof(Numbers))));
    }

    [Fact]
    public void Member_WithAnotherDefaultThanNull_MustBeThere()
    {
        Assert.Null(PlainReader.For(SparseJson.Default.WithDefault)!.TryRead("""{"value":1}"""u8));
        Assert.Equal(
            new WithDefault(1, "x"), PlainReader.For(SparseJson.Default.WithDefault)!.TryRead("""{"value":1,"text":"x"}"""u8));
    }

    private sealed class Longer : System.Text.Json.Serialization.JsonConverter<long>
    {
        public override long Read(ref System.Text.Json.Utf8JsonReader reader, Type typeToConvert, System.Text.Json.JsonSerializerOptions options) =>
            reader.GetInt64() + 1;

        public override void Write(System.Text.Json.Utf8JsonWriter writer, long value, System.Text.Json.JsonSerializerOptions options) =>
            writer.WriteNumberValue(value - 1);
    }
}
