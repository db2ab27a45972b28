using System.Threading.Channels;
using Bingobot.Sandbox.Chat.Model;

namespace Bingobot.Sandbox.Tests.Chat;

public sealed class WorldFeedTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly FakeSandbox _sandbox = new();

    [Fact]
    public async Task Run_Start_LooksOnceAlreadyListening()
    {
        using var left = new CancellationTokenSource();
        var wasListening = new TaskCompletionSource<bool>();

        var running = new WorldFeed(_sandbox).RunAsync(_ => { }, () => Set(wasListening, _sandbox.IsWatched), left.Token);

        Assert.True(await wasListening.Task.WaitAsync(Patience));
        await left.CancelAsync();
        await running.WaitAsync(Patience);
    }

    [Fact]
    public async Task Run_ManyChangesWhileDrawing_DrawsOnceMoreForAll()
    {
        using var left = new CancellationTokenSource();
        var seen = Channel.CreateUnbounded<WorldChange>();
        var drawings = Channel.CreateUnbounded<int>();
        using var mayDraw = new SemaphoreSlim(0);
        var drawn = 0;
        var running = new WorldFeed(_sandbox).RunAsync(
            change => seen.Writer.TryWrite(change),
            async () =>
            {
                drawings.Writer.TryWrite(++drawn);
                await mayDraw.WaitAsync(left.Token);
            },
            left.Token);
        await drawings.Reader.ReadAsync(left.Token).AsTask().WaitAsync(Patience);

        for (var change = 0; change < 100; change++)
            _sandbox.Tell(new WorldChange(WorldChangeKind.MessageCreated));
        for (var change = 0; change < 100; change++)
            await seen.Reader.ReadAsync(left.Token).AsTask().WaitAsync(Patience);
        mayDraw.Release(2);
        Assert.Equal(2, await drawings.Reader.ReadAsync(left.Token).AsTask().WaitAsync(Patience));
        _sandbox.Tell(new WorldChange(WorldChangeKind.MessageUpdated));

        Assert.Equal(3, await drawings.Reader.ReadAsync(left.Token).AsTask().WaitAsync(Patience));
        await left.CancelAsync();
        await running.WaitAsync(Patience);
    }

    [Fact]
    public async Task Run_DrawingFails_EndsWithItsError()
    {
        var running = new WorldFeed(_sandbox).RunAsync(
            _ => { }, () => throw new InvalidDataException("no"), CancellationToken.None);

        await Assert.ThrowsAsync<InvalidDataException>(() => running.WaitAsync(Patience));
    }

    private static Task Set(TaskCompletionSource<bool> source, bool value)
    {
        source.TrySetResult(value);
        return Task.CompletedTask;
    }
}
