using System.Text.Json;

namespace Bingobot.Events.Testing;

/// <summary>An effect that a test expects.</summary>
public sealed class ExpectedEffect
{
    private ExpectedEffect(string kind, byte[] data, string? key, string? lane)
    {
        Kind = kind;
        Data = data;
        Key = key;
        Lane = lane;
    }

    /// <summary>The effect type's name.</summary>
    public string Kind { get; }

    /// <summary>The effect as UTF-8 JSON.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>The module's key for it; null where any will do.</summary>
    public string? Key { get; }

    /// <summary>The lane that it is done in; null where any will do.</summary>
    public string? Lane { get; }

    /// <summary>How much it asks for; what asks for more is looked for first.</summary>
    internal int Strictness => (Key is null ? 0 : 1) + (Lane is null ? 0 : 1);

    /// <summary>An effect with this content.</summary>
    /// <param name="type">What kind of effect it is.</param>
    /// <param name="effect">What is to be done.</param>
    /// <param name="key">The module's key for it; null: any.</param>
    /// <param name="lane">The lane that it is done in; null: any.</param>
    public static ExpectedEffect Of<TEffect>(EffectType<TEffect> type, TEffect effect, string? key = null, string? lane = null)
        where TEffect : class
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(effect);
        return new ExpectedEffect(type.Name, JsonSerializer.SerializeToUtf8Bytes(effect, type.Json), key, lane);
    }

    internal bool Matches(PendingEffect effect) =>
        effect.Kind == Kind
        && (Key is null || Key == effect.Key)
        && (Lane is null || Lane == effect.Lane)
        && JsonDiff.Canonical(effect.Data) == JsonDiff.Canonical(Data);
}
