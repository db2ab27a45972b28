namespace Bingobot.Storage.Fuzz.Target;

/// <summary>The library did what it promises not to do.</summary>
public sealed class FuzzFailureException(string message, Exception? innerException = null) : Exception(message, innerException);
