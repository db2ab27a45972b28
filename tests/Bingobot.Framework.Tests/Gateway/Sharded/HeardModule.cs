using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Bingobot.Framework.Tests.Gateway.Sharded;

/// <summary>Counts messages.</summary>
internal sealed class HeardModule : BotModule<HeardState>
{
    public override string Name => "heard";

    public override HeardState Empty => HeardState.Nothing;

    public override JsonTypeInfo<HeardState> StateJson => HeardJson.Default.HeardState;

    protected override void Define(BotModuleBuilder<HeardState> bot) =>
        bot.Apply(FrameworkEvents.MessageReceived, static (state, _, _) => new HeardState(state.Messages + 1));
}

internal sealed record HeardState(long Messages)
{
    public static HeardState Nothing { get; } = new(0);
}

[JsonSerializable(typeof(HeardState))]
internal sealed partial class HeardJson : JsonSerializerContext;
