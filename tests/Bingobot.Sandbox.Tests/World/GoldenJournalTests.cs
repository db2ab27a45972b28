using System.Text;
using Bingobot.Sandbox.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bingobot.Sandbox.Tests.WorldTests;

public class GoldenJournalTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "World", "Golden");

    /// <summary>A journal as version 0.1 wrote it, one entry a line; it must open for ever, and give the same world.</summary>
    [Fact]
    public async Task Journal_OfVersion01_StillGivesItsWorld()
    {
        MemoryJournal journal = new();
        foreach (string line in await File.ReadAllLinesAsync(Path.Combine(Folder, "0.1.journal.ndjson"), TestContext.Current.CancellationToken))
            await journal.AppendAsync(Encoding.UTF8.GetBytes(line), TestContext.Current.CancellationToken);
        string expected = await File.ReadAllTextAsync(Path.Combine(Folder, "0.1.world.json"), TestContext.Current.CancellationToken);

        await using WorldStore store = new(
            new SandboxOptions { Journal = journal }, new ChangeFeed(), NullLogger<WorldStore>.Instance);

        Assert.Equal(expected.TrimEnd(), WorldDump.Of(store.Durable, withEventData: false));
    }
}
