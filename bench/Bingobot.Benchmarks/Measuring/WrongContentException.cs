namespace Bingobot.Benchmarks.Measuring;

/// <summary>A contender gave back something else than was put in: its figures mean nothing.</summary>
internal sealed class WrongContentException(string message) : Exception(message);
