using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Bingobot.Events.Tests.Samples;

public sealed record OtherState(int Open, string Title);

/// <summary>Bears the name and version of <see cref="Ballot"/>, with a state of another shape.</summary>
public sealed class Renamed : Module<OtherState>
{
    public override string Name => "ballot";

    public override OtherState Empty { get; } = new(0, "");

    public override JsonTypeInfo<OtherState> StateJson => OddJson.Default.OtherState;

    public override void Configure(IModuleBuilder<OtherState> module) => module
        .Apply(Ballot.Opened, (state, _, _) => state with { Open = state.Open + 1 });
}

public sealed record LossyState(int Count, [property: JsonConverter(typeof(ShoutingConverter))] string Text);

/// <summary>Its state is another one when it is read back from its own JSON.</summary>
public sealed class Forgetful : Module<LossyState>
{
    public override string Name => "forgetful";

    public override LossyState Empty { get; } = new(0, "");

    public override JsonTypeInfo<LossyState> StateJson => OddJson.Default.LossyState;

    public override void Configure(IModuleBuilder<LossyState> module) => module
        .Apply(Lambda.Said, (state, e, _) => new LossyState(state.Count + 1, e.Text));
}

/// <summary>Adds a mark with every reading.</summary>
public sealed class ShoutingConverter : JsonConverter<string>
{
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString() + "!";

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(OtherState))]
[JsonSerializable(typeof(LossyState))]
internal sealed partial class OddJson : JsonSerializerContext;
