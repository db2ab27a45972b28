using Bingobot.Analyzers.Tests.Support;

namespace Bingobot.Analyzers.Tests.Checks;

/// <summary>BINGO0006.</summary>
public sealed class ConcurrencyTests
{
    [Fact]
    public Task TasksThreadsAndLocks_AreReported() => Verify.ApplyAsync("""
        var a = [|0006:Task.Run(() => 1)|];
        var b = [|0006:Task.Delay(1)|];
        [|0006:Thread.Sleep(1)|];
        [|0006:lock|] (gate) { }
        var c = [|0006:new Timer(_ => { }, null, 1, 1)|];
        [|0006:Parallel.For(0, 1, _ => { })|];
        var d = new[] { 1 }.[|0006:AsParallel()|].[|0006:Count()|];
        var f = [|0006:Interlocked.Increment(ref number)|];
        var g = [|0006:System.Threading.Channels.Channel.CreateUnbounded<int>()|];
        """.Replace("gate", "Gates.Gate", StringComparison.Ordinal).Insert(0, "var number = 1;\n"), """
        public static class Gates
        {
            public static readonly object Gate = new();
        }
        """);

    [Fact]
    public Task Async_IsReported() => Verify.SourceAsync("""
        public static class Late
        {
            [Deterministic]
            public static async void Decide(IAsyncEnumerable<int> numbers, IAsyncDisposable used, Task<int> given)
            {
                var number = [|0006:await|] given;
                [|0006:await|] foreach (var each in numbers)
                {
                }
                [|0006:await|] using (used)
                {
                }
            }
        }
        """);

    [Fact]
    public Task TimersOfTheModule_AreNotReported() => Verify.ApplyAsync("""
        context.Schedule("close", context.Now + TimeSpan.FromMinutes(1));
        context.Cancel("open");
        CancellationToken none = default;
        none.ThrowIfCancellationRequested();
        var numbers = Enumerable.Range(0, 3).Select(number => number * 2).ToList();
        """);
}
