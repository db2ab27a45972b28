namespace Bingobot.Events;

/// <summary>An effect that is still to be done.</summary>
/// <param name="Id">Its id, which serves as idempotency key: 22 characters of base64url.</param>
/// <param name="Sequence">The event it was derived from.</param>
/// <param name="Time">The time of that event.</param>
/// <param name="Partition">The partition of that event.</param>
/// <param name="Module">The module that derived it.</param>
/// <param name="Kind">The effect type's name.</param>
/// <param name="Key">The module's own key.</param>
/// <param name="Lane">Effects of one lane are done in order, one at a time; empty: no order.</param>
/// <param name="Data">The effect as UTF-8 JSON.</param>
public sealed record PendingEffect(
    string Id, long Sequence, DateTimeOffset Time, ulong Partition, string Module, string Kind, string Key, string Lane,
    ReadOnlyMemory<byte> Data)
{
    /// <summary>How effects of this type are tried. No part of the state.</summary>
    public EffectPolicy Policy { get; init; } = EffectPolicy.Default;

    /// <summary>Whether <see cref="EffectStarted"/> is recorded: an attempt began, and may have done it.</summary>
    public bool IsStarted { get; init; }

    /// <summary>Whether it had failed or was unknown, and a person asked for another try (<see cref="EffectRetried"/>).</summary>
    public bool IsRetried { get; init; }

    /// <summary>
    /// Whether an earlier attempt, of this run or one before, may have done it. An executor may look before it does it again.
    /// </summary>
    public bool IsInDoubt { get; init; }
}

/// <summary>How the attempt to do an effect came out.</summary>
public abstract record EffectOutcome
{
    private EffectOutcome()
    {
    }

    /// <summary>It was done; <paramref name="Result"/> is UTF-8 JSON, or empty.</summary>
    public sealed record Succeeded(ReadOnlyMemory<byte> Result) : EffectOutcome;

    /// <summary>It was refused for good, and certainly not done.</summary>
    public sealed record Failed(string Reason) : EffectOutcome;

    /// <summary>It cannot be known whether it was done, nor found out: it is recorded so, whatever the policy.</summary>
    public sealed record Unknown(string Reason) : EffectOutcome;

    /// <summary>
    /// It is safe to try it again with the same id, and that is to be done after <paramref name="After"/>; zero: after a wait
    /// that doubles with each try. For what was certainly not done, or does no harm when done twice.
    /// </summary>
    public sealed record Retry(TimeSpan After, string Reason) : EffectOutcome;

    /// <summary>
    /// It failed after the request may have reached the other side. What follows is said by the type's
    /// <see cref="EffectPolicy.OnUnknown"/>.
    /// </summary>
    public sealed record InDoubt(string Reason) : EffectOutcome;
}

/// <summary>
/// Does effects. Called concurrently, in order within one lane; an exception counts as <see cref="EffectOutcome.InDoubt"/>.
/// </summary>
public interface IEffectExecutor
{
    /// <summary>
    /// Does the effect, or says why not. Cancelled when the program stops: nothing is recorded then, and the effect is in doubt
    /// at the next start. Cancelled, too, after <see cref="EffectPolicy.Timeout"/>.
    /// </summary>
    ValueTask<EffectOutcome> ExecuteAsync(PendingEffect effect, CancellationToken cancellationToken);
}
