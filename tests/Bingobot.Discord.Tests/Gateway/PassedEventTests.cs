using Bingobot.Discord.Gateway;
using Bingobot.Discord.Gateway.Wire;
using Bingobot.Discord.Gateway.Wire.Envelopes;
using Bingobot.Discord.Payloads;
using Bingobot.Discord.Tests.Scripted;

namespace Bingobot.Discord.Tests.Gateway;

public sealed class PassedEventTests : IAsyncLifetime
{
    private static readonly HashSet<string> Wanted = ["MESSAGE_CREATE"];

    private ScriptedDiscord _discord = null!;

    public async ValueTask InitializeAsync() => _discord = await ScriptedDiscord.StartAsync();

    public ValueTask DisposeAsync() => _discord.DisposeAsync();

    [Fact]
    public async Task Events_NotWanted_ArePassedOverAndTheirPositionIsTold()
    {
        await using var client = new RunningClient(_discord, events: Wanted);
        var server = await _discord.NextReadyAsync(client);
        for (var sequence = 2; sequence < 2 + DispatchQueue.PassedPerNote; sequence++)
            await server.DispatchAsync(sequence, "TYPING_START");
        await server.DispatchAsync(100, "MESSAGE_CREATE");

        var events = await client.EventsAsync(2);

        Assert.Equal(["READY", "MESSAGE_CREATE"], events.Select(static e => e.Type));
        Assert.Equal((new GatewayPosition("s1", _discord.ResumeAddress, 65), 64), Assert.Single(client.Passed));
    }

    [Fact]
    public async Task Events_NotWantedAndFew_AreToldWithTheNextHeartbeat()
    {
        await using var client = new RunningClient(_discord, events: Wanted);
        var server = await _discord.NextReadyAsync(client, interval: 2000);
        await server.DispatchAsync(2, "TYPING_START");
        await server.DispatchAsync(3, "TYPING_START");

        await client.PassTimeAsync(RunningClient.Until(() => !client.Passed.IsEmpty, () => "a note"));

        Assert.Equal("s1", client.Passed.First().Position.SessionId);
        await client.PassTimeAsync(RunningClient.Until(() => client.Passed.Sum(static note => note.Count) == 2, () => "both"));
        Assert.Equal(3, client.Passed.Last().Position.Sequence);
    }

    /// <summary>A note never tells of a place behind which an event is still to be delivered.</summary>
    [Fact]
    public void Notes_AmongEvents_KeepTheOrder()
    {
        using DispatchQueue queue = new(1024 * 1024);
        var random = new Random(1);
        List<long> wanted = [];
        for (var sequence = 1; sequence <= 10_000; sequence++)
        {
            GatewayPosition position = new("s", "wss://r", sequence);
            if (random.Next(50) == 0)
            {
                wanted.Add(sequence);
                queue.Add("X", [], position, lost: null);
            }
            else
                queue.Pass(position);
            if (random.Next(100) == 0)
                queue.Note();
        }
        queue.Note();

        var last = 0L;
        List<long> delivered = [];
        while (queue.TryTake(out var queued))
        {
            Assert.True(queued.Position.Sequence > last);
            Assert.All(wanted.Where(s => s > last && s < queued.Position.Sequence), s => Assert.Fail($"{s} was passed over"));
            last = queued.Position.Sequence;
            if (!queued.IsNote)
                delivered.Add(last);
            queue.Return(queued);
        }
        Assert.Equal(wanted, delivered);
        Assert.Equal(10_000, last);
        Assert.True(queue.HasRoom);
    }

    [Fact]
    public void UnwantedFrame_OfDamagedData_IsPassedOverUnread()
    {
        FrameReader reader = new(Wanted);
        var header = reader.Read("""{"t":"TYPING_START","s":7,"op":0,"d":{"broken"""u8);
        Assert.Equal((7L, "TYPING_START", false), (header.Sequence, header.Type, header.IsWanted));
        Assert.ThrowsAny<System.Text.Json.JsonException>(() => reader.Read("""{"t":"MESSAGE_CREATE","s":7,"op":0,"d":{"broken"""u8));
        Assert.False(reader.Read("""{"d":{"x":1},"op":0,"s":8,"t":"TYPING_START"}"""u8).IsWanted);
        Assert.True(reader.Read("""{"t":"READY","s":1,"op":0,"d":{}}"""u8).IsWanted);
        Assert.Equal(GatewayOpcode.Hello, reader.Read("""{"t":null,"s":null,"op":10,"d":{}}"""u8).Op);
    }
}
