using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Bingobot.Framework.Tests.Gateway.Sharded;

/// <summary>Counts messages, and the members of a guild that were asked for.</summary>
internal sealed class HeardModule : BotModule<HeardState>
{
    public override string Name => "heard";

    public override HeardState Empty => HeardState.Nothing;

    public override JsonTypeInfo<HeardState> StateJson => HeardJson.Default.HeardState;

    protected override void Define(BotModuleBuilder<HeardState> bot) => bot
        .Apply(FrameworkEvents.MessageReceived, static (state, _, _) => state with { Messages = state.Messages + 1 })
        .Apply(FrameworkEvents.GuildMembersReceived, static (state, chunk, _) => state with { Members = state.Members + chunk.Members.Count });
}

internal sealed record HeardState(long Messages, long Members)
{
    public static HeardState Nothing { get; } = new(0, 0);
}

[JsonSerializable(typeof(HeardState))]
internal sealed partial class HeardJson : JsonSerializerContext;
