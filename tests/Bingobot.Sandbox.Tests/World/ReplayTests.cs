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
        Gen.Select(Gen.Int[0, 14], Gen.Int[0, 1_000_000]).Array[0, 80];

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
        iter: 300,
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
