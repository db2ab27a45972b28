using System.Collections.Immutable;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Bingobot.Events.Tests.Samples;

public sealed record Said(string Text);

public sealed record Heard(string Text);

public sealed record Deed(string Text);

public sealed record Words(ImmutableList<string> List)
{
    public static readonly Words None = new([]);

    public Words Add(string text) => new(List.Add(text));
}

/// <summary>A module whose functions a test gives; its state is a list of words.</summary>
public sealed class Lambda(string name, Action<IModuleBuilder<Words>> configure, int version = 1) : Module<Words>
{
    public static readonly EventType<Said> Said = new("Said", WordsJson.Default.Said);
    public static readonly EventType<Heard> Heard = new("Heard", WordsJson.Default.Heard);
    public static readonly EffectType<Deed> Deed = new("deed", WordsJson.Default.Deed);

    public override string Name => name;

    public override int Version => version;

    public override Words Empty => Words.None;

    public override JsonTypeInfo<Words> StateJson => WordsJson.Default.Words;

    public override void Configure(IModuleBuilder<Words> module) => configure(module);

    /// <summary>A module that keeps what is said and heard.</summary>
    public static Lambda Listener(string name) => new(name, module => module
        .Apply(Said, (state, e, _) => state.Add(e.Text))
        .Apply(Heard, (state, e, _) => state.Add("heard " + e.Text)));
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Said))]
[JsonSerializable(typeof(Heard))]
[JsonSerializable(typeof(Deed))]
[JsonSerializable(typeof(Words))]
internal sealed partial class WordsJson : JsonSerializerContext;
