namespace Bingobot.Sandbox;

/// <summary>The process that the bot runs in, as far as the sandbox may do something to it.</summary>
/// <remarks>Thread-safe.</remarks>
public interface IBotProcess
{
    /// <summary>Why the bot cannot be crashed, for people; null where it can.</summary>
    string? WhyNoCrash { get; }

    /// <summary>The last crash that was ordered, or null.</summary>
    CrashReport? LastCrash { get; }

    /// <summary>
    /// Notes durably what the bot knows, and then kills its process as <c>kill -9</c> does, a moment after this has returned, so
    /// that whoever ordered it can still be answered.
    /// </summary>
    /// <exception cref="SandboxException">409: the bot cannot be crashed now.</exception>
    Task CrashAsync(CancellationToken cancellationToken = default);
}
