namespace Bingobot.Events;

/// <summary>Why an effect is a dead letter.</summary>
public enum DeadLetterKind
{
    /// <summary>It was refused for good, and certainly not done (<see cref="EffectFailed"/>).</summary>
    Failed,

    /// <summary>It cannot be known whether it was done (<see cref="EffectUnknown"/>).</summary>
    Unknown,
}

/// <summary>
/// An effect that was not done, or not certainly, and is not tried any more unless a person asks for it. It is state of the module
/// that derived it: kept until it is retried or discarded, or until too many newer ones came
/// (<see cref="StreamSnapshot.DeadLettersDropped"/>). It goes with the module's version, as pending effects do.
/// </summary>
/// <param name="Effect">The effect, with its data.</param>
/// <param name="Kind">Whether it failed or is unknown.</param>
/// <param name="Reason">Why, for people.</param>
/// <param name="Sequence">The event that recorded it.</param>
/// <param name="Time">The time of that event.</param>
public sealed record DeadLetter(
    PendingEffect Effect, DeadLetterKind Kind, string Reason, long Sequence, DateTimeOffset Time);
