using System.Text.Json.Serialization;

namespace Bingobot.Events;

/// <summary>The event types of the runtime itself. They are recorded by the runtime alone.</summary>
public static class RuntimeEvents
{
    /// <summary>The first event of every stream.</summary>
    public static EventType<StreamCreated> StreamCreated { get; } =
        new("StreamCreated", RuntimeJson.Default.StreamCreated) { Retention = Retention.Forever };

    /// <summary>The runtime started, with these modules.</summary>
    public static EventType<RuntimeStarted> RuntimeStarted { get; } =
        new("RuntimeStarted", RuntimeJson.Default.RuntimeStarted) { Retention = Retention.Forever };

    /// <summary>A decision of a module failed; nothing of it was recorded.</summary>
    public static EventType<DecisionFailed> DecisionFailed { get; } =
        new("DecisionFailed", RuntimeJson.Default.DecisionFailed);

    /// <summary>
    /// A source moved on without a fact; its position is the event's cursor. Kept for a day: the newest cursor of each source is
    /// state of the runtime.
    /// </summary>
    public static EventType<CursorAdvanced> CursorAdvanced { get; } =
        new("CursorAdvanced", RuntimeJson.Default.CursorAdvanced) { Retention = Retention.Days(1) };

    /// <summary>Events that nothing needs any more are about to be dropped, or were. The newest of these is kept.</summary>
    public static EventType<StreamCompacted> StreamCompacted { get; } =
        new("StreamCompacted", RuntimeJson.Default.StreamCompacted) { Retention = Retention.UntilNext() };

    /// <summary>A durable timer came due.</summary>
    public static EventType<TimerFired> TimerFired { get; } =
        new("TimerFired", RuntimeJson.Default.TimerFired) { Retention = Retention.WithCause };

    /// <summary>An effect was done.</summary>
    public static EventType<EffectSucceeded> EffectSucceeded { get; } =
        new("EffectSucceeded", RuntimeJson.Default.EffectSucceeded) { Retention = Retention.WithCause };

    /// <summary>An effect was refused for good.</summary>
    public static EventType<EffectFailed> EffectFailed { get; } =
        new("EffectFailed", RuntimeJson.Default.EffectFailed) { Retention = Retention.WithCause };

    /// <summary>It cannot be known whether an effect was done.</summary>
    public static EventType<EffectUnknown> EffectUnknown { get; } =
        new("EffectUnknown", RuntimeJson.Default.EffectUnknown) { Retention = Retention.WithCause };

    /// <summary>An effect that must not be attempted twice is about to be attempted.</summary>
    public static EventType<EffectStarted> EffectStarted { get; } =
        new("EffectStarted", RuntimeJson.Default.EffectStarted) { Retention = Retention.WithCause };

    /// <summary>A dead letter is pending again, since a person asked for it.</summary>
    public static EventType<EffectRetried> EffectRetried { get; } =
        new("EffectRetried", RuntimeJson.Default.EffectRetried) { Retention = Retention.WithCause };

    /// <summary>A person struck a dead letter off the list.</summary>
    public static EventType<EffectDiscarded> EffectDiscarded { get; } =
        new("EffectDiscarded", RuntimeJson.Default.EffectDiscarded) { Retention = Retention.WithCause };
}

/// <summary>The first event of every stream.</summary>
/// <param name="Stream">The stream's id: 22 characters of base64url, random.</param>
public sealed record StreamCreated(string Stream);

/// <summary>The runtime started.</summary>
/// <param name="Modules">The modules it started with, in the order of their registration.</param>
public sealed record RuntimeStarted(IReadOnlyList<StartedModule> Modules);

/// <summary>A module that the runtime started with.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
public sealed record StartedModule(string Name, int Version);

/// <summary>A decision of a module failed; nothing that it emitted was recorded, the module goes on.</summary>
/// <param name="Module">The module.</param>
/// <param name="Sequence">The event that it was to decide on.</param>
/// <param name="Error">What went wrong, for people.</param>
public sealed record DecisionFailed(string Module, long Sequence, string Error);

/// <summary>A source moved on without a fact; its position is the event's cursor.</summary>
public sealed record CursorAdvanced;

/// <summary>Events that nothing needs any more are about to be dropped; recorded once more when they are.</summary>
/// <param name="UpTo">The newest event that may be dropped, and the one whose state is kept in their place.</param>
/// <param name="Dropped">How many are dropped.</param>
/// <param name="Relying">
/// The modules that replay of what is left would not bring to their state, by name: they rely on the state that is kept.
/// </param>
public sealed record StreamCompacted(long UpTo, long Dropped, IReadOnlyList<string> Relying)
{
    /// <summary>
    /// The modules that rely on the state that is kept until all segments are rewritten, since replay agreed on what is left in the
    /// end and not on a part of it; null once they are.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? RelyingMeanwhile { get; init; }

    /// <summary>Whether replay of what is left may give the module another state than the one that is kept.</summary>
    internal bool NeedsState(string module) =>
        Relying.Contains(module, StringComparer.Ordinal) || RelyingMeanwhile?.Contains(module, StringComparer.Ordinal) == true;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(StreamCreated))]
[JsonSerializable(typeof(RuntimeStarted))]
[JsonSerializable(typeof(DecisionFailed))]
[JsonSerializable(typeof(CursorAdvanced))]
[JsonSerializable(typeof(StreamCompacted))]
[JsonSerializable(typeof(TimerFired))]
[JsonSerializable(typeof(EffectSucceeded))]
[JsonSerializable(typeof(EffectFailed))]
[JsonSerializable(typeof(EffectUnknown))]
[JsonSerializable(typeof(EffectStarted))]
[JsonSerializable(typeof(EffectRetried))]
[JsonSerializable(typeof(EffectDiscarded))]
internal sealed partial class RuntimeJson : JsonSerializerContext;
