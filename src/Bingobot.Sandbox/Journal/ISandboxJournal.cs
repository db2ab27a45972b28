namespace Bingobot.Sandbox;

/// <summary>Where the sandbox keeps what happened in it: entries in order, only ever added to.</summary>
/// <remarks>The sandbox reads everything once, when it starts, and afterwards appends one entry at a time.</remarks>
public interface ISandboxJournal
{
    /// <summary>All entries, oldest first. Each is used only until the next is asked for.</summary>
    IEnumerable<ReadOnlyMemory<byte>> ReadAll();

    /// <summary>Adds an entry; it is durable when this returns. Nothing of it is answered or sent before.</summary>
    /// <param name="op">The entry: JSON in UTF-8, at most 8 MiB. Not used after this returns.</param>
    /// <param name="cancellationToken">Gives up before anything is written; later it has no effect.</param>
    /// <remarks>When it throws, the sandbox stops taking changes: what is on disk is no longer known.</remarks>
    ValueTask AppendAsync(ReadOnlyMemory<byte> op, CancellationToken cancellationToken);
}
