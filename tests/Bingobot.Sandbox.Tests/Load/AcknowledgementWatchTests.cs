using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using Bingobot.Sandbox.Tests.Support;

namespace Bingobot.Sandbox.Tests.Load;

public class AcknowledgementWatchTests
{
    private const string Greet = """[{"name":"greet","description":"Greets"}]""";
    private const string Hello = """{"type":4,"data":{"content":"hello"}}""";
    private readonly Watch _watch = new();

    [Fact]
    public async Task Acknowledgements_AreToldAsTheyWereServed()
    {
        await using SandboxHost host = await StartAsync();
        List<int> statuses = [];
        var answered = new TaskCompletionSource();
        await using TinyBot bot = await TinyBot.StartAsync(host, async (b, interaction) =>
        {
            statuses.Add((await b.AcknowledgeAsync(interaction, """{"type":99}""")).Status);
            statuses.Add((await b.AcknowledgeAsync(interaction, Hello)).Status);
            statuses.Add((await b.AcknowledgeAsync(interaction, Hello)).Status);
            answered.SetResult();
        });

        ulong id = await AskAsync(host);
        ServedAcknowledgement[] all = await _watch.NextAsync(3);
        await answered.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        Assert.Equal([400, 204, 400], statuses);
        Assert.Equal(
            [(id, AcknowledgementOutcome.NotTaken, true), (id, AcknowledgementOutcome.Taken, true), (id, AcknowledgementOutcome.TakenBefore, true)],
            all.Select(served => (served.Interaction, served.Outcome, served.Told)));
        Assert.Equal(id, Assert.Single(_watch.Sent).Interaction);
        Assert.All(all, served => Assert.True(served.Arrived >= _watch.Sent.Single().At));
    }

    [Fact]
    public async Task Acknowledgement_WhoseAnswerChaosWithholds_IsTakenAndNotTold()
    {
        await using SandboxHost host = await StartAsync();
        await using TinyBot bot = await TinyBot.StartAsync(host, Hello);
        await host.Sandbox.ChaosAsync(
            new ChaosOrder(ChaosKind.ServerError) { After = true }, TestContext.Current.CancellationToken);

        await AskAsync(host);

        ServedAcknowledgement served = Assert.Single(await _watch.NextAsync(1));
        Assert.Equal((AcknowledgementOutcome.Taken, false), (served.Outcome, served.Told));
    }

    [Fact]
    public async Task Acknowledgement_OfWhatIsNotKnown_IsTooLate()
    {
        await using SandboxHost host = await StartAsync();

        await host.BotAsync("POST", "interactions/77/secret/callback", Hello);

        ServedAcknowledgement served = Assert.Single(await _watch.NextAsync(1));
        Assert.Equal((77UL, AcknowledgementOutcome.TooLate), (served.Interaction, served.Outcome));
    }

    private async Task<SandboxHost> StartAsync()
    {
        SandboxHost host = await SandboxHost.StartAsync(new SandboxOptions { Observer = _watch });
        await host.RegisterAsync(Greet);
        return host;
    }

    private static Task<ulong> AskAsync(SandboxHost host) => host.Crowd.InvokeAsync(
        host.World.Channels.Values.Single(channel => channel.Name == "general").Id,
        host.World.Users.Values.Single(user => user.Name == "ada").Id,
        "greet",
        new Dictionary<string, JsonElement>(),
        TestContext.Current.CancellationToken);

    private sealed class Watch : ISandboxObserver
    {
        private readonly Channel<ServedAcknowledgement> _served = Channel.CreateUnbounded<ServedAcknowledgement>();

        public ConcurrentQueue<(ulong Interaction, long At)> Sent { get; } = new();

        public void InteractionSending(ulong interaction, long at) => Sent.Enqueue((interaction, at));

        public void AcknowledgementServed(in ServedAcknowledgement served) => _served.Writer.TryWrite(served);

        /// <summary>The next that were served.</summary>
        public async Task<ServedAcknowledgement[]> NextAsync(int count)
        {
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            deadline.CancelAfter(TimeSpan.FromSeconds(20));
            return await _served.Reader.ReadAllAsync(deadline.Token).Take(count).ToArrayAsync(deadline.Token);
        }
    }
}
