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
    ReadOnlyMemory<byte> Data);

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

    /// <summary>It cannot be known whether it was done.</summary>
    public sealed record Unknown(string Reason) : EffectOutcome;

    /// <summary>It is to be tried again with the same id after <paramref name="After"/>.</summary>
    public sealed record Retry(TimeSpan After, string Reason) : EffectOutcome;
}

/// <summary>Does effects. Called concurrently, in order within one lane; an exception counts as a retry with back-off.</summary>
public interface IEffectExecutor
{
    /// <summary>
    /// Does the effect, or says why not. Cancelled when the program stops: nothing is recorded then, and the effect is
    /// tried again, with the same id, after the next start.
    /// </summary>
    ValueTask<EffectOutcome> ExecuteAsync(PendingEffect effect, CancellationToken cancellationToken);
}
