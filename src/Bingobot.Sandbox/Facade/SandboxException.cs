using System.Diagnostics.CodeAnalysis;

namespace Bingobot.Sandbox;

/// <summary>What a person asked for cannot be done; the message says why, and what can be.</summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "A status is always known.")]
public sealed class SandboxException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="status">The HTTP status that fits: 400, 403, 404, 409 or 504.</param>
    /// <param name="message">For the person.</param>
    public SandboxException(int status, string message)
        : base(message)
    {
        Status = status;
    }

    /// <summary>The HTTP status that fits: 400, 403, 404, 409 or 504.</summary>
    public int Status { get; }
}
