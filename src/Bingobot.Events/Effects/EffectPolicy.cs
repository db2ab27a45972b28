namespace Bingobot.Events;

/// <summary>What is done about an effect when it is in doubt whether an attempt did it.</summary>
/// <remarks>
/// An effect is in doubt after an attempt that failed once the request may have reached the other side (the connection was
/// lost, an answer stayed away), and after a start at which it was derived and has no result: it may have been done before the
/// stop without the result being recorded.
/// </remarks>
public enum OnUnknown
{
    /// <summary>
    /// It is tried again with the same id. For what the other side does once for one idempotency key, and for what is the same
    /// when done twice. The default.
    /// </summary>
    RetryWithSameKey,

    /// <summary>
    /// The executor, as <see cref="IEffectReconciler"/>, is asked whether it was done before anything is tried again. For what
    /// can be looked up.
    /// </summary>
    Reconcile,

    /// <summary>
    /// It is recorded as <see cref="EffectUnknown"/> and not tried again, unless a person asks for it. For what must not be done
    /// twice and cannot be looked up. Before its first attempt <see cref="EffectStarted"/> is made durable, so that a start can
    /// tell what was attempted from what was not: at most once, at the price of one more event.
    /// </summary>
    GiveUp,
}

/// <summary>How effects of one type are tried. Immutable; it is no part of the state.</summary>
public sealed record EffectPolicy
{
    /// <summary>Tried again with the same id, as often and as late as the stream's options say.</summary>
    public static EffectPolicy Default { get; } = new();

    /// <summary>What is done when it is in doubt whether it was done. Default: <see cref="OnUnknown.RetryWithSameKey"/>.</summary>
    public OnUnknown OnUnknown { get; init; }

    /// <summary>
    /// How often it is tried (or asked for) before it is recorded as unknown: from 1. Null, the default:
    /// <see cref="EventStreamOptions.EffectAttempts"/>.
    /// </summary>
    public int? Attempts
    {
        get;
        init => field = value is null or >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Attempts), value, "An effect is tried at least once.");
    }

    /// <summary>
    /// The wait before the second try, above zero; it doubles up to <see cref="EventStreamOptions.EffectRetryMost"/>. Null, the
    /// default: <see cref="EventStreamOptions.EffectRetryFirst"/>.
    /// </summary>
    public TimeSpan? RetryFirst
    {
        get;
        init => field = CheckAboveZero(value, nameof(RetryFirst));
    }

    /// <summary>
    /// How long one attempt may take by the stream's clock before it is cancelled, and is in doubt; above zero. Null, the
    /// default: as long as the executor likes. A lane waits until the executor has returned.
    /// </summary>
    public TimeSpan? Timeout
    {
        get;
        init => field = CheckAboveZero(value, nameof(Timeout));
    }

    private static TimeSpan? CheckAboveZero(TimeSpan? value, string name) => value is null || value > TimeSpan.Zero
        ? value
        : throw new ArgumentOutOfRangeException(name, value, "A time above zero is expected.");
}
