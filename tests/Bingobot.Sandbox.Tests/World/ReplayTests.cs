using System.Text;
using System.Text.Json;
using Bingobot.Sandbox.Tests.Support;
using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Bingobot.Sandbox.Tests.WorldTests;

public class ReplayTests
{
    private static readonly Gen<(int Kind, int Which)[]> Scripts =
        Gen.Select(Gen.Int[0, RandomChange.Count - 1], Gen.Int[0, 1_000_000]).Array[0, 120];

    private static WorldStore Open(SandboxOptions options) =>
        new(options, new ChangeFeed(), NullLogger<WorldStore>.Instance);

    [Fact]
    public Task World_ReadFromItsJournal_IsTheOneThatLived() => Scripts.SampleAsync(
        async script =>
        {
            FakeTimeProvider clock = new();
            int secrets = 0;
            SandboxOptions options = new()
            {
                WorldClock = clock,
                TimeProvider = clock,
                ReplayBuffer = 20,
                NewSecret = length => (++secrets).ToString("x8", null).PadLeft(length, '0'),
            };
            string lived;
            await using (WorldStore store = Open(options))
            {
                await store.ChangeAsync(DefaultWorldOnce);
                List<Task> tasks = [];
                foreach ((int kind, int which) in script)
                {
                    tasks.Add(store.ChangeAsync(transaction => RandomChange.Make(transaction, kind, which)));
                    if (which % 3 == 0)
                        clock.Advance(TimeSpan.FromSeconds(which % 400));
                }

                await Task.WhenAll(tasks);
                Check(store.Durable);
                lived = WorldDump.Of(store.Durable);
            }

            await using WorldStore again = Open(options);
            Assert.Equal(lived, WorldDump.Of(again.Durable));
        },
        iter: 150,
        threads: 1);

    private static bool DefaultWorldOnce(Transaction transaction)
    {
        DefaultWorld.Create(transaction);
        return true;
    }

    private static void Check(World world)
    {
        foreach (GatewaySession session in world.Sessions.Values)
        {
            Assert.InRange(session.Buffer.Count, 1, session.Capacity);
            Assert.Equal(session.Seq, session.Buffer[^1].Seq);
            Assert.All(session.Buffer.Skip(1).Zip(session.Buffer), pair => Assert.Equal(pair.Second.Seq + 1, pair.First.Seq));
            Assert.All(session.Buffer, dispatch => JsonSerializer.Deserialize<JsonElement>(dispatch.Data));
        }

        foreach (var messages in world.Messages.Values)
            Assert.Equal(messages.Select(m => m.Id).Order().Distinct(), messages.Select(m => m.Id));
        Assert.InRange(world.Sessions.Count, 0, World.MaxSessions);
        Assert.Equal(
            world.Messages.Values.SelectMany(list => list).Where(message => message.Poll is { IsFinal: false }).Select(message => message.Id).Order(),
            world.OpenPolls.Keys);
        Assert.Equal(
            world.Channels.Values.Where(channel => channel.Thread is { Archived: false }).Select(channel => channel.Id),
            [.. world.OpenThreads.Order()]);
        Assert.Equal(
            world.Interactions.Values.Select(asked => asked.Token).Order(StringComparer.Ordinal), world.InteractionTokens.Keys);
        Assert.All(world.ThreadMembers.Keys, key => Assert.True(world.Channels[key.Thread].IsThread));
        Assert.All(world.Webhooks.Values, webhook => Assert.True(world.Channels.ContainsKey(webhook.ChannelId)));
    }

    /// <summary>Else the test above says nothing of a kind that is new.</summary>
    [Fact]
    public async Task RandomChanges_Together_MakeEveryKindOfOp()
    {
        FakeTimeProvider clock = new();
        MemoryJournal journal = new();
        await using (WorldStore store = Open(new SandboxOptions { Journal = journal, WorldClock = clock, TimeProvider = clock }))
        {
            await store.ChangeAsync(DefaultWorldOnce, TestContext.Current.CancellationToken);
            for (int which = 0; which < 60; which++)
            {
                for (int kind = 0; kind < RandomChange.Count; kind++)
                {
                    (int chosen, int number) = (kind, (which * 31) + kind);
                    await store.ChangeAsync(t => RandomChange.Make(t, chosen, number), TestContext.Current.CancellationToken);
                }
            }
        }

        Assert.Equal(OpKinds.All, OpKinds.In(journal));
    }

    [Fact]
    public async Task Refused_Change_LeavesNothingBehind()
    {
        MemoryJournal journal = new();
        await using WorldStore store = Open(new SandboxOptions { Journal = journal });
        await store.ChangeAsync(DefaultWorldOnce, TestContext.Current.CancellationToken);
        string before = WorldDump.Of(store.Durable);
        int entries = journal.ReadAll().Count();

        await Assert.ThrowsAsync<SandboxException>(() => store.ChangeAsync<int>(
            transaction =>
            {
                transaction.Do(new UserCreated(transaction.NewId(), "nobody", false) { At = transaction.At });
                throw new SandboxException(400, "no");
            },
            TestContext.Current.CancellationToken));

        Assert.Equal(before, WorldDump.Of(store.Durable));
        Assert.Equal(entries, journal.ReadAll().Count());
    }

    [Fact]
    public async Task Journal_ThatFails_ShowsNothingOfWhatWasNotDurableAndTakesNoMore()
    {
        FailingJournal journal = new();
        await using WorldStore store = Open(new SandboxOptions { Journal = journal });
        await store.ChangeAsync(DefaultWorldOnce, TestContext.Current.CancellationToken);
        string before = WorldDump.Of(store.Durable);
        journal.Fails = true;

        await Assert.ThrowsAsync<InvalidOperationException>(() => AddUser("one"));
        journal.Fails = false;
        await Assert.ThrowsAnyAsync<Exception>(() => AddUser("two"));

        Assert.Equal(before, WorldDump.Of(store.Durable));
        Assert.Single(journal.ReadAll());

        Task AddUser(string name) => store.DoAsync(
            t => new UserCreated(t.NewId(), name, false) { At = t.At }, TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("""[{"op":"from-the-future","at":1}]""")]
    [InlineData("""[{"op":"typing-started","at":1,"channelId":7,"userId":7}]""")]
    public async Task Journal_ThatCannotBeRead_SaysWhichEntry(string entry)
    {
        MemoryJournal journal = new();
        await journal.AppendAsync("[]"u8.ToArray(), TestContext.Current.CancellationToken);
        await journal.AppendAsync(Encoding.UTF8.GetBytes(entry), TestContext.Current.CancellationToken);

        InvalidDataException e = Assert.Throws<InvalidDataException>(() => Open(new SandboxOptions { Journal = journal }));

        Assert.Contains("Entry 2", e.Message, StringComparison.Ordinal);
    }

    private sealed class FailingJournal : ISandboxJournal
    {
        private readonly MemoryJournal _inner = new();

        public bool Fails { get; set; }

        public IEnumerable<ReadOnlyMemory<byte>> ReadAll() => _inner.ReadAll();

        public ValueTask AppendAsync(ReadOnlyMemory<byte> op, CancellationToken cancellationToken) =>
            Fails ? throw new IOException("No space left on device") : _inner.AppendAsync(op, cancellationToken);
    }
}
