using System.Collections.Immutable;
using Bingobot.Storage;

namespace Bingobot.Events;

/// <summary>Segments that the caller opens, by names that do not change. There is no room for anything beside them.</summary>
internal sealed class NamedStores(ImmutableArray<long> firstSequences) : IStoreFolder
{
    public string Name => "the caller's stores";

    public IReadOnlyList<string> List() => [.. firstSequences.Select(SegmentName.Of)];

    public IBackingStore OpenRead(string name) => throw new FileNotFoundException($"There is no {name} among {Name}.", name);

    public IBackingStore OpenWrite(string name) => throw new IOException($"There is no room for {name} among {Name}.");

    public void Rename(string from, string to) => throw new IOException($"{from} among {Name} cannot be renamed.");

    public void Delete(string name)
    {
        // There never is anything that could be superseded.
    }

    public void Sync()
    {
        // The names do not change.
    }
}
