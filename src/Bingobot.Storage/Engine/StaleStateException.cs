namespace Bingobot.Storage.Engine;

/// <summary>
/// A writer replaced what this read-only buffer was reading; the buffer shows the newer state now, and the caller tries again.
/// </summary>
internal sealed class StaleStateException : Exception;
