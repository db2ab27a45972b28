using System.Text.Json.Serialization;

namespace Bingobot.Events;

/// <summary>The event types of the runtime itself.</summary>
public static class RuntimeEvents
{
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
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TimerFired))]
[JsonSerializable(typeof(EffectSucceeded))]
[JsonSerializable(typeof(EffectFailed))]
[JsonSerializable(typeof(EffectUnknown))]
internal sealed partial class RuntimeJson : JsonSerializerContext;
