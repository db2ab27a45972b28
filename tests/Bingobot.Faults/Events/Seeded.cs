using System.Text.Json.Serialization.Metadata;
using Bingobot.Events;

namespace Bingobot.Faults.Events;

public sealed record SeededState(int Notes, int Hash);

/// <summary>
/// What no module may be: its state has the hash of a text in it, which is another in each process. Of other texts than
/// <see cref="OddText"/> it notes the number alone.
/// </summary>
public sealed class Seeded : Module<SeededState>
{
    public const string ModuleName = "seeded";
    public const string OddText = "by its hash";

    public override string Name => ModuleName;

    public override SeededState Empty { get; } = new(0, 0);

    public override JsonTypeInfo<SeededState> StateJson => HappeningsJson.Default.SeededState;

    public override void Configure(IModuleBuilder<SeededState> module) => module
        .Apply(Happenings.Noted, (state, e, _) =>
            new SeededState(state.Notes + 1, e.Text == OddText ? e.Text.GetHashCode(StringComparison.Ordinal) : state.Hash));
}
