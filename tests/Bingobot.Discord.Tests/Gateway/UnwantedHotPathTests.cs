using System.Globalization;
using System.Text;
using Bingobot.Discord.Gateway.Session;
using Bingobot.Discord.Gateway.Wire;
using Bingobot.Discord.Gateway.Wire.Envelopes;
using Bingobot.Discord.Payloads;

namespace Bingobot.Discord.Tests.Gateway;

public sealed class UnwantedHotPathTests
{
    /// <summary>Of an event that no module wants, neither its data nor anything else takes memory; notes come out of the queue's.</summary>
    [Fact]
    public void UnwantedEvent_FromFrameToNote_AllocatesNothing()
    {
        var reader = new FrameReader(new HashSet<string> { "MESSAGE_CREATE" });
        var session = new GatewaySession(
            new GatewayIdentity("token", Intents.Guilds, null, 250), new Random(1), new("s1", "wss://r", 0));
        using var queue = new DispatchQueue(1024 * 1024);
        session.PlanConnection(TimeSpan.Zero);
        session.OnConnecting(TimeSpan.Zero);
        var frame = Encoding.UTF8.GetBytes(
            $$$"""{"t":"PRESENCE_UPDATE","s":10000001,"op":0,"d":{"user":{"id":"1"},"status":"{{{new string('x', 2000)}}}"}}""");

        const int Events = 10_000;
        for (var sequence = 1; sequence <= Events; sequence++)
            Pass(10_000_000 + sequence);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var sequence = Events + 1; sequence <= 2 * Events; sequence++)
            Pass(10_000_000 + sequence);
        var perEvent = (double)(GC.GetAllocatedBytesForCurrentThread() - before) / Events;
        Assert.InRange(perEvent, 0, 1);

        void Pass(int sequence)
        {
            sequence.TryFormat(frame.AsSpan(frame.AsSpan().IndexOf("\"s\":"u8) + 4, 8), out _, provider: CultureInfo.InvariantCulture);
            var header = reader.Read(frame);
            var step = session.OnFrame(header, header.DataOf(frame), TimeSpan.Zero, durable: null);
            Assert.True(step.Kind == GatewayStepKind.Pass);
            queue.Pass(step.Position);
            while (queue.TryTake(out var queued))
                queue.Return(queued);
        }
    }
}
