using Bingobot.Discord.Rest.Limits;
using CsCheck;

namespace Bingobot.Discord.Tests.Rest.Limits;

public class PlaceHeapTests
{
    /// <summary>Whatever is held, and again, the soonest is the one that looking at all of them gives.</summary>
    [Fact]
    public void Soonest_AfterAnyHolds_IsTheLeastOfAll() => Gen.Select(
        Gen.Int[1, 40], Gen.Select(Gen.Int[0, 39], Gen.Int[0, 100]).Array[0, 200]).Sample((count, holds) =>
    {
        var heap = new PlaceHeap(count);
        var model = new TimeSpan[count];
        foreach (var (place, milliseconds) in holds)
        {
            var until = TimeSpan.FromMilliseconds(milliseconds);
            heap.Hold(place % count, until);
            model[place % count] = until;
            Assert.Equal(model.Min(), heap.HeldUntil(heap.Soonest));
            Assert.Equal(model, Enumerable.Range(0, count).Select(heap.HeldUntil));
        }
    });
}
