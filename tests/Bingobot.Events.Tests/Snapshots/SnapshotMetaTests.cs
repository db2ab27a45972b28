using System.Collections.Immutable;
using System.Text;
using Bingobot.Events.Tests.Samples;

namespace Bingobot.Events.Tests.Snapshots;

public sealed class SnapshotMetaTests
{
    [Fact]
    public void EffectsThatAreTriedAgain_KeepTheirPlaceBehindWhatWasPending()
    {
        var effects = ImmutableSortedDictionary.CreateRange(new Dictionary<(long, int), PendingEffect>
        {
            [(5, 0)] = Effect("new", 5),
            [(9, EffectTable.RetriedIndex)] = Effect("first again", 3),
            [(10, EffectTable.RetriedIndex)] = Effect("second again", 3),
            [(10, 0)] = Effect("newest", 10),
        });

        SnapshotMeta read = SnapshotMeta.Read(Meta(effects).Write());

        Assert.Equal(effects.Select(effect => (effect.Key, effect.Value.Id)), read.Effects.Select(effect => (effect.Key, effect.Value.Id)));
    }

    [Fact]
    public void EffectThatIsTriedAgain_OfASnapshotThatDoesNotSayWhen_IsNotRead()
    {
        var effects = ImmutableSortedDictionary.CreateRange(
            new Dictionary<(long, int), PendingEffect> { [(9, EffectTable.RetriedIndex)] = Effect("again", 3) });
        string text = Encoding.UTF8.GetString(Meta(effects).Write()).Replace(",\"origin\":9", "", StringComparison.Ordinal);

        Assert.DoesNotContain("origin", text, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => SnapshotMeta.Read(Encoding.UTF8.GetBytes(text)));
    }

    private static PendingEffect Effect(string id, long sequence) =>
        new(id, sequence, SomeEvents.Start, 1, "module", "kind", "key", "lane", "{}"u8.ToArray()) { IsRetried = id.EndsWith("again", StringComparison.Ordinal) };

    private static SnapshotMeta Meta(ImmutableSortedDictionary<(long, int), PendingEffect> effects) => new(
        "module", 1, "shape", 7, new SnapshotStream("stream", 12, SomeEvents.Start, ImmutableSortedDictionary<string, Cursor>.Empty), true, effects,
        [], ImmutableSortedDictionary<long, DeadLetter>.Empty, 0);
}
