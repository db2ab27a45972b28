namespace Bingobot.Sandbox;

/// <summary>
/// Watches what passes between this Discord and the bot at the moment at which it passes (<see cref="SandboxOptions.Observer"/>).
/// </summary>
/// <remarks>
/// Called from any thread, also from several at once, in the middle of what it watches: it must return at once and not throw.
/// Moments are timestamps of <see cref="SandboxOptions.TimeProvider"/>.
/// </remarks>
public interface ISandboxObserver
{
    /// <summary>An interaction is about to be written to a gateway connection; after a resume the same one may be so again.</summary>
    /// <param name="interaction">The interaction's id.</param>
    /// <param name="at">When.</param>
    void InteractionSending(ulong interaction, long at);

    /// <summary>A request to acknowledge an interaction was served.</summary>
    /// <param name="served">How.</param>
    void AcknowledgementServed(in ServedAcknowledgement served);
}

/// <summary>A request to acknowledge an interaction, and what became of it.</summary>
/// <param name="Interaction">The interaction's id, as the request names it.</param>
/// <param name="Arrived">When the request arrived.</param>
/// <param name="Outcome">What was done.</param>
/// <param name="Told">Whether the bot was told so: false where chaos put an error in the place of the answer, or the bot was gone.</param>
public readonly record struct ServedAcknowledgement(ulong Interaction, long Arrived, AcknowledgementOutcome Outcome, bool Told);

/// <summary>What was done about a request to acknowledge an interaction.</summary>
public enum AcknowledgementOutcome
{
    /// <summary>It is acknowledged.</summary>
    Taken,

    /// <summary>It had been acknowledged before; nothing was done (code 40060).</summary>
    TakenBefore,

    /// <summary>It is not known, or more than 3 s old (code 10062).</summary>
    TooLate,

    /// <summary>Refused or failed otherwise; nothing was done.</summary>
    NotTaken,
}
