namespace Bingobot.Sandbox;

/// <summary>A clock of the world that can be put forward.</summary>
public interface ISandboxClock
{
    /// <summary>
    /// Puts the clock forward; whoever waits for a moment that is thereby past goes on. It is durable when this returns: time does
    /// not go back with a restart.
    /// </summary>
    /// <param name="by">More than zero.</param>
    /// <param name="cancellationToken">Gives up before anything is done.</param>
    /// <exception cref="SandboxException">400: it would leave the times that there are.</exception>
    Task AdvanceAsync(TimeSpan by, CancellationToken cancellationToken = default);
}
