using System.Text;
using System.Text.Json;
using Bingobot.Sandbox.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bingobot.Sandbox.Tests.WorldTests;

public class GoldenJournalTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "World", "Golden");

    /// <summary>In the order in which they were written.</summary>
    private static readonly string[] Versions = ["0.1", "0.1-threads", "0.1-queries"];

    public static TheoryData<string> All => [.. Versions];

    /// <summary>A journal as that version wrote it, one entry a line; it must open for ever, and give the same world.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public async Task Journal_OfAnOlderVersion_StillGivesItsWorld(string version)
    {
        MemoryJournal journal = await ReadAsync(version);
        string expected = await File.ReadAllTextAsync(Path.Combine(Folder, version + ".world.json"), TestContext.Current.CancellationToken);

        await using WorldStore store = new(
            new SandboxOptions { Journal = journal }, new ChangeFeed(), NullLogger<WorldStore>.Instance);

        AssertKept(
            JsonSerializer.Deserialize<JsonElement>(expected),
            JsonSerializer.Deserialize<JsonElement>(WorldDump.Of(store.Durable, withEventData: false)),
            "$");
    }

    /// <summary>A kind that is new needs a journal that has it.</summary>
    [Fact]
    public async Task Journals_Together_HaveEveryKindOfOp()
    {
        SortedSet<string> kinds = new(StringComparer.Ordinal);
        foreach (string version in Versions)
            kinds.UnionWith(OpKinds.In(await ReadAsync(version)));

        Assert.Equal(OpKinds.All, kinds);
    }

    private static async Task<MemoryJournal> ReadAsync(string version)
    {
        MemoryJournal journal = new();
        foreach (string line in await File.ReadAllLinesAsync(Path.Combine(Folder, version + ".journal.ndjson"), TestContext.Current.CancellationToken))
            await journal.AppendAsync(Encoding.UTF8.GetBytes(line), TestContext.Current.CancellationToken);
        return journal;
    }

    /// <summary>All that was is as it was; only members that were not told of then may have come to it.</summary>
    private static void AssertKept(JsonElement expected, JsonElement actual, string path)
    {
        Assert.True(expected.ValueKind == actual.ValueKind, $"{path}: {expected} became {actual}");
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (JsonProperty member in expected.EnumerateObject())
                {
                    Assert.True(actual.TryGetProperty(member.Name, out JsonElement kept), $"{path}.{member.Name} is gone");
                    AssertKept(member.Value, kept, $"{path}.{member.Name}");
                }

                break;
            case JsonValueKind.Array:
                Assert.True(expected.GetArrayLength() == actual.GetArrayLength(), $"{path}: {expected} became {actual}");
                for (int i = 0; i < expected.GetArrayLength(); i++)
                    AssertKept(expected[i], actual[i], $"{path}[{i}]");
                break;
            default:
                Assert.True(expected.GetRawText() == actual.GetRawText(), $"{path}: {expected} became {actual}");
                break;
        }
    }
}
