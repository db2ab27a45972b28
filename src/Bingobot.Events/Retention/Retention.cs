namespace Bingobot.Events;

/// <summary>
/// How long the events of a type are kept. What is no longer kept may be dropped by compaction; sequences never change by it.
/// </summary>
/// <remarks>
/// It says what <em>may</em> be dropped. Before anything is, compaction proves that every state stays what it is.
/// Immutable and thread-safe; equal where it says the same.
/// </remarks>
public abstract record Retention
{
    /// <summary>The shortest time that events can be kept: 1 minute.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    /// <summary>The longest time that can be said in days; what is longer is <see cref="Forever"/>: 3,650 days.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(3_650);

    private protected Retention()
    {
    }

    /// <summary>They are never dropped.</summary>
    public static Retention Forever { get; } = new ForeverRetention();

    /// <summary>
    /// As long as the event is kept that they follow from: the one that set the timer, or that the effect was derived from.
    /// For events of the runtime. Those of a module that relies on the state which compaction kept in place of its events may go earlier:
    /// nothing reads them any more.
    /// </summary>
    public static Retention WithCause { get; } = new WithCauseRetention();

    /// <summary>For some days from their own time on.</summary>
    /// <param name="days">1 to 3,650.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is out of that range.</exception>
    public static Retention Days(int days)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(days, (int)Longest.TotalDays);
        return new AgeRetention(TimeSpan.FromDays(days));
    }

    /// <summary>For some time from their own time on.</summary>
    /// <param name="time">1 minute to 3,650 days.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is out of that range.</exception>
    public static Retention For(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, Shortest);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(time, Longest);
        return new AgeRetention(time);
    }

    /// <summary>
    /// Until an event of another type was recorded later in the same partition with the same value, and some time longer.
    /// As long as there is none, they are kept.
    /// </summary>
    /// <param name="end">The other type. A module of the same stream declares it.</param>
    /// <param name="by">
    /// Where the value is in both events: names of JSON joined by dots, such as <c>vote</c> or <c>user.id</c>. Empty: any event
    /// of the other type in the partition will do.
    /// </param>
    /// <param name="after">How much longer, counted from the other event: 0 (the default) to 3,650 days.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="after"/> is out of its range.</exception>
    public static Retention Until(EventType end, string by, TimeSpan after = default)
    {
        if (end is null)
            throw new ArgumentNullException(nameof(end), "The type that ends it is null. A static member is set only after those above it: move it up.");
        return EndedBy(end.Name, by, after);
    }

    /// <summary>
    /// As <see cref="Until"/>, with the next event of the same type for an end: the newest for each value is kept.
    /// </summary>
    /// <param name="by">As for <see cref="Until"/>.</param>
    /// <param name="after">As for <see cref="Until"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="after"/> is out of its range.</exception>
    public static Retention UntilNext(string by = "", TimeSpan after = default) => EndedBy("", by, after);

    private static UntilRetention EndedBy(string end, string by, TimeSpan after)
    {
        ArgumentNullException.ThrowIfNull(by);
        ArgumentOutOfRangeException.ThrowIfLessThan(after, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(after, Longest);
        if (by.Length > 0 && by.Split('.').Any(string.IsNullOrWhiteSpace))
            throw new ArgumentException($"'{by}' is no path of JSON names joined by dots, such as vote or user.id.", nameof(by));
        return new UntilRetention(end, by, after);
    }
}

/// <summary><see cref="Retention.Forever"/>.</summary>
public sealed record ForeverRetention : Retention
{
    internal ForeverRetention()
    {
    }

    /// <inheritdoc/>
    public override string ToString() => "forever";
}

/// <summary><see cref="Retention.WithCause"/>.</summary>
public sealed record WithCauseRetention : Retention
{
    internal WithCauseRetention()
    {
    }

    /// <inheritdoc/>
    public override string ToString() => "as long as their cause";
}

/// <summary><see cref="Retention.For"/> and <see cref="Retention.Days"/>.</summary>
public sealed record AgeRetention : Retention
{
    internal AgeRetention(TimeSpan time) => Time = time;

    /// <summary>How long, from the event's own time on.</summary>
    public TimeSpan Time { get; }

    /// <inheritdoc/>
    public override string ToString() => $"for {Time}";
}

/// <summary><see cref="Retention.Until"/> and <see cref="Retention.UntilNext"/>.</summary>
public sealed record UntilRetention : Retention
{
    internal UntilRetention(string end, string by, TimeSpan after)
    {
        End = end;
        By = by;
        After = after;
    }

    /// <summary>
    /// The name of the type that ends it; empty in a declaration of <see cref="Retention.UntilNext"/>, never in a rule of a
    /// <see cref="RetentionPolicy"/>.
    /// </summary>
    public string End { get; }

    /// <summary>Where the value is that both events share: names of JSON joined by dots; empty: none is compared.</summary>
    public string By { get; }

    /// <summary>How much longer, counted from the event that ends it.</summary>
    public TimeSpan After { get; }

    /// <inheritdoc/>
    public override string ToString() =>
        $"until {(End.Length == 0 ? "the next" : End)}{(By.Length == 0 ? "" : $" of the same {By}")}{(After == default ? "" : $", and {After} longer")}";
}
