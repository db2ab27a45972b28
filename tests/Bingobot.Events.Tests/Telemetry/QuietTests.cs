using Bingobot.Events.Tests.Samples;

namespace Bingobot.Events.Tests.Telemetry;

public sealed class QuietTests
{
    /// <summary>
    /// Another test of this process may listen meanwhile, for a while; nobody does always. So one quiet round of many is proof.
    /// </summary>
    [Fact]
    public void Steps_WithoutAListener_AllocateNothing()
    {
        using var telemetry = new StreamTelemetry(
            new EventStreamOptions { Log = new Bingobot.TestKit.Events.MemoryEventLog(), Modules = [] }, new NoStream());
        var batch = new Batch();
        batch.Add(SomeEvents.At(2));
        var outcome = new EffectOutcome.Succeeded(default);
        long least = long.MaxValue;
        for (int round = 0; round < 1_000 && least > 0; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 100; i++)
            {
                if (telemetry.IsPublishWatched)
                    _ = StreamTelemetry.TraceBatch(batch);
                telemetry.Committed(StreamTelemetry.Start(telemetry.BarrierDuration), batch);
                telemetry.Attempted(StreamTelemetry.Start(telemetry.EffectDuration), "kind", outcome);
                telemetry.CountResult("kind", outcome);
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            if (least > 0)
                Thread.Yield();
        }

        Assert.Equal(0, least);
    }

    private sealed class NoStream : IStreamGauges
    {
        public int QueueDepth => 0;

        public StreamSnapshot Durable => throw new InvalidOperationException("Nobody asked.");

        public long LastSequence => 0;
    }
}
