using System.Text.Json.Serialization;

namespace Bingobot.Events;

/// <summary>The event types of the runtime itself. They are recorded by the runtime alone.</summary>
public static class RuntimeEvents
{
    /// <summary>The first event of every stream.</summary>
    public static EventType<StreamCreated> StreamCreated { get; } = new("StreamCreated", RuntimeJson.Default.StreamCreated);

    /// <summary>The runtime started, with these modules.</summary>
    public static EventType<RuntimeStarted> RuntimeStarted { get; } =
        new("RuntimeStarted", RuntimeJson.Default.RuntimeStarted);

    /// <summary>A decision of a module failed; nothing of it was recorded.</summary>
    public static EventType<DecisionFailed> DecisionFailed { get; } =
        new("DecisionFailed", RuntimeJson.Default.DecisionFailed);

    /// <summary>A source moved on without a fact; its position is the event's cursor.</summary>
    public static EventType<CursorAdvanced> CursorAdvanced { get; } =
        new("CursorAdvanced", RuntimeJson.Default.CursorAdvanced);

    /// <summary>A durable timer came due.</summary>
    public static EventType<TimerFired> TimerFired { get; } = new("TimerFired", RuntimeJson.Default.TimerFired);

    /// <summary>An effect was done.</summary>
    public static EventType<EffectSucceeded> EffectSucceeded { get; } =
        new("EffectSucceeded", RuntimeJson.Default.EffectSucceeded);

    /// <summary>An effect was refused for good.</summary>
    public static EventType<EffectFailed> EffectFailed { get; } = new("EffectFailed", RuntimeJson.Default.EffectFailed);

    /// <summary>It cannot be known whether an effect was done.</summary>
    public static EventType<EffectUnknown> EffectUnknown { get; } =
        new("EffectUnknown", RuntimeJson.Default.EffectUnknown);

    /// <summary>An effect that must not be attempted twice is about to be attempted.</summary>
    public static EventType<EffectStarted> EffectStarted { get; } =
        new("EffectStarted", RuntimeJson.Default.EffectStarted);

    /// <summary>A dead letter is pending again, since a person asked for it.</summary>
    public static EventType<EffectRetried> EffectRetried { get; } =
        new("EffectRetried", RuntimeJson.Default.EffectRetried);

    /// <summary>A person struck a dead letter off the list.</summary>
    public static EventType<EffectDiscarded> EffectDiscarded { get; } =
        new("EffectDiscarded", RuntimeJson.Default.EffectDiscarded);
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
[JsonSerializable(typeof(EffectStarted))]
[JsonSerializable(typeof(EffectRetried))]
[JsonSerializable(typeof(EffectDiscarded))]
internal sealed partial class RuntimeJson : JsonSerializerContext;
