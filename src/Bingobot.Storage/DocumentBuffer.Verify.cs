using Bingobot.Storage.Engine;

namespace Bingobot.Storage;

/// <content>Verifying with progress, and saving what is whole.</content>
public sealed partial class DocumentBuffer
{
    /// <summary>As <see cref="Verify(IBackingStore)"/>, telling how far it has come; it takes as long as reading the store.</summary>
    /// <param name="store">The store; left open.</param>
    /// <param name="progress">Told every few hundred KiB, on the calling thread; null for nobody.</param>
    /// <param name="cancellationToken">Ends it between two reads.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static VerifyReport Verify(
        IBackingStore store, IProgress<VerifyProgress>? progress, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return new StoreVerifier(store, EngineTuning.Default, progress, cancellationToken).Verify();
    }

    /// <summary>
    /// Shows every document of a damaged store that is whole, the least recent first, also those that reading cannot reach.
    /// Takes no lock and writes nothing.
    /// </summary>
    /// <param name="store">The store; left open.</param>
    /// <param name="visitor">Is shown the documents.</param>
    /// <param name="cancellationToken">Ends it between two reads.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static void Salvage(IBackingStore store, SalvageVisitor visitor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(visitor);
        new StoreVerifier(store, EngineTuning.Default, progress: null, cancellationToken).Salvage(visitor);
    }
}
