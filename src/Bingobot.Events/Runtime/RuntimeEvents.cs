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

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(StreamCreated))]
[JsonSerializable(typeof(RuntimeStarted))]
[JsonSerializable(typeof(DecisionFailed))]
[JsonSerializable(typeof(CursorAdvanced))]
[JsonSerializable(typeof(TimerFired))]
[JsonSerializable(typeof(EffectSucceeded))]
[JsonSerializable(typeof(EffectFailed))]
[JsonSerializable(typeof(EffectUnknown))]
internal sealed partial class RuntimeJson : JsonSerializerContext;
