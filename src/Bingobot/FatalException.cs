using System.Diagnostics.CodeAnalysis;

namespace Bingobot;

/// <summary>Ends the program with a message for the person who started it: what, where, how to mend it.</summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "An exit code is always known.")]
internal sealed class FatalException(ExitCode exitCode, string message, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>What the program returns.</summary>
    public ExitCode ExitCode { get; } = exitCode;

    /// <summary>Another process holds what is needed, which may be one that is just ending.</summary>
    public bool MayPass { get; init; }
}
