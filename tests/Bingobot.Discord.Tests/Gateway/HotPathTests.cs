using System.Globalization;
using System.Text;
using Bingobot.Discord.Gateway.Session;
using Bingobot.Discord.Gateway.Wire;
using Bingobot.Discord.Gateway.Wire.Envelopes;
using Bingobot.Discord.Payloads;

namespace Bingobot.Discord.Tests.Gateway;

public sealed class HotPathTests
{
    [Fact]
    public void Event_FromFrameToHandler_AllocatesNothing()
    {
        var reader = new FrameReader();
        var session = new GatewaySession(
            new GatewayIdentity("token", Intents.Guilds, null, 250), new Random(1), new("s1", "wss://r", 0));
        using var queue = new DispatchQueue(1024 * 1024);
        session.PlanConnection(TimeSpan.Zero);
        session.OnConnecting(TimeSpan.Zero);
        var text = $$$"""{"t":"MESSAGE_CREATE","s":10000001,"op":0,"d":{"content":"{{{new string('x', 1000)}}}","id":"1"}}""";
        var frame = Encoding.UTF8.GetBytes(text);

        const int Events = 1000;
        for (var sequence = 1; sequence <= Events; sequence++)
            Pass(10_000_000 + sequence);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var sequence = Events + 1; sequence <= 2 * Events; sequence++)
            Pass(10_000_000 + sequence);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        // A runtime that compiles a method anew may allocate a little once; an object per event would be 24,000 at least.
        Assert.InRange(allocated, 0, 4096);

        void Pass(int sequence)
        {
            sequence.TryFormat(frame.AsSpan(frame.AsSpan().IndexOf("\"s\":"u8) + 4, 8), out _, provider: CultureInfo.InvariantCulture);
            var header = reader.Read(frame);
            var step = session.OnFrame(header, header.DataOf(frame), TimeSpan.Zero, durable: null);
            Assert.True(step.Kind == GatewayStepKind.Deliver);
            queue.Add(header.Type!, header.DataOf(frame), step.Position, step.LostSession);
            Assert.True(queue.TryTake(out var queued));
            Assert.True(queued.ToDispatch().Data.Length > 1000);
            queue.Return(queued);
        }
    }
}
