using Bingobot.Storage;

namespace Bingobot.Events;

/// <summary>
/// Stores with names, which can be replaced as a whole: what segments and snapshots are kept in. What its methods change of
/// the names is durable after <see cref="Sync"/>; before, a crash may leave the old or the new. Thread-safe.
/// </summary>
internal interface IStoreFolder
{
    /// <summary>What the folder is called in messages: its path.</summary>
    string Name { get; }

    /// <summary>The names of the stores, by ordinal.</summary>
    IReadOnlyList<string> List();

    /// <summary>Opens a store that exists for reading; also beside its writer.</summary>
    /// <exception cref="FileNotFoundException">There is none of that name.</exception>
    IBackingStore OpenRead(string name);

    /// <summary>Opens a store for writing, for one owner alone; creates an empty one where there is none.</summary>
    /// <exception cref="StoreLockedException">It has another owner.</exception>
    IBackingStore OpenWrite(string name);

    /// <summary>Gives a store another name, in place of one that had it. Who has either open keeps what was opened.</summary>
    void Rename(string from, string to);

    /// <summary>Removes a store, if there is one. Who has it open keeps it.</summary>
    void Delete(string name);

    /// <summary>Makes the names durable as they are.</summary>
    /// <exception cref="IOException">It is not known whether they are.</exception>
    void Sync();
}
