namespace Bingobot.Storage;

/// <summary>
/// A barrier or the writing of a slot failed, so it is not known what is durable. The buffer is poisoned: every later change
/// and flush throws this exception too. Only opening the store anew, which writes the newest state again, heals.
/// </summary>
public sealed class StoreFailedException : IOException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What failed.</param>
    /// <param name="innerException">The store's own error, where there is one.</param>
    public StoreFailedException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
