using System.Text;
using Bingobot.Data;
using Bingobot.Storage;
using Bingobot.TestKit;

namespace Bingobot.Tests.Data;

public sealed class WorldJournalTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bingobot-world-");

    public void Dispose() => _folder.Delete(recursive: true);

    private static string[] Read(WorldJournal journal) =>
        [.. journal.ReadAll().Select(entry => Encoding.UTF8.GetString(entry.Span))];

    private static ValueTask AppendAsync(WorldJournal journal, string text) =>
        journal.AppendAsync(Encoding.UTF8.GetBytes(text), CancellationToken.None);

    [Fact]
    public async Task Entries_come_back_in_order_also_more_than_are_read_at_once()
    {
        string[] entries = [.. Enumerable.Range(0, 600).Select(i => $"entry {i}")];
        using (var journal = WorldJournal.Open(_folder.FullName))
        {
            foreach (string entry in entries)
                await AppendAsync(journal, entry);
        }

        using var reopened = WorldJournal.Open(_folder.FullName);

        Assert.Equal(entries, Read(reopened));
    }

    [Fact]
    public async Task Entry_is_durable_when_the_append_returns()
    {
        var store = new MemoryStore();
        using var journal = new WorldJournal("world", DocumentBuffer.Open(store, leaveOpen: true));
        await AppendAsync(journal, "kept");
        byte[] afterKill = store.ToArray();

        var copy = new MemoryStore();
        copy.Write(0, afterKill);
        using var reopened = new WorldJournal("world", DocumentBuffer.Open(copy));

        Assert.Equal(["kept"], Read(reopened));
    }

    [Fact]
    public async Task Failed_barrier_is_reported_and_nothing_is_taken_any_more()
    {
        var store = new FaultyStore(seed: 1);
        var journal = new WorldJournal("world", DocumentBuffer.Open(store, leaveOpen: true));
        await AppendAsync(journal, "kept");
        Assert.False(journal.Failed.IsCompleted);
        store.BarrierFailures = 1_000;

        await Assert.ThrowsAnyAsync<Exception>(async () => await AppendAsync(journal, "lost"));

        Exception reason = await journal.Failed;
        Assert.NotEqual("", reason.Message);
        store.BarrierFailures = 0;
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await AppendAsync(journal, "later"));
    }

    [Fact]
    public async Task Entry_that_found_no_room_is_not_written_when_the_journal_is_closed()
    {
        var store = new FaultyStore(seed: 2);
        var journal = new WorldJournal("world", DocumentBuffer.Open(store, leaveOpen: true));
        await AppendAsync(journal, "kept");
        store.Capacity = store.Length;

        await Assert.ThrowsAnyAsync<IOException>(async () => await AppendAsync(journal, new string('x', 1024 * 1024)));

        store.Capacity = int.MaxValue;
        journal.Dispose();
        using var reopened = new WorldJournal("world", DocumentBuffer.Open(store));
        Assert.Equal(["kept"], Read(reopened));
    }

    [Fact]
    public async Task Damaged_file_is_refused_with_its_name_and_offset()
    {
        string path;
        using (var journal = WorldJournal.Open(_folder.FullName))
        {
            path = journal.Path;
            await AppendAsync(journal, "kept");
        }

        File.WriteAllText(path, new string('x', 20_000));

        var e = Assert.Throws<FatalException>(() => WorldJournal.Open(_folder.FullName));

        Assert.Equal(ExitCode.Corrupt, e.ExitCode);
        Assert.StartsWith($"{path}: at offset 0: expected ", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damaged_entry_is_refused_when_it_is_read()
    {
        string path;
        using (var journal = WorldJournal.Open(_folder.FullName))
        {
            path = journal.Path;
            for (int i = 0; i < 2_000; i++)
                await journal.AppendAsync(new byte[100], CancellationToken.None);
        }

        byte[] bytes = File.ReadAllBytes(path);
        bytes[20_000] ^= 1;
        File.WriteAllBytes(path, bytes);

        var e = Assert.Throws<FatalException>(() =>
        {
            using var journal = WorldJournal.Open(_folder.FullName);
            Read(journal);
        });

        Assert.Equal(ExitCode.Corrupt, e.ExitCode);
        Assert.StartsWith($"{path}: at offset ", e.Message, StringComparison.Ordinal);
    }
}
