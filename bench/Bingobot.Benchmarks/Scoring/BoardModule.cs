using System.Text.Json.Serialization.Metadata;
using Bingobot.Events;

namespace Bingobot.Benchmarks.Scoring;

/// <summary>The module of the benchmarks: keeps boards.</summary>
internal sealed class BoardModule : Module<Board>
{
    public const string ModuleName = "board";

    public static EventType<Scored> Scored { get; } = new("Scored", ScoringJson.Default.Scored);

    public override string Name => ModuleName;

    public override Board Empty => Board.Empty;

    public override JsonTypeInfo<Board> StateJson => ScoringJson.Default.Board;

    public override void Configure(IModuleBuilder<Board> module) =>
        module.Apply(Scored, static (board, e, context) => board.After(e, context.Sequence));
}
