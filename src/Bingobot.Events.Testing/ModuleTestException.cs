namespace Bingobot.Events.Testing;

/// <summary>A test of modules failed, or asks for what cannot be. Its message tells what was expected and what was found.</summary>
/// <param name="message">For people.</param>
/// <param name="innerException">What lies behind it, if anything does.</param>
public sealed class ModuleTestException(string message, Exception? innerException = null) : Exception(message, innerException);
