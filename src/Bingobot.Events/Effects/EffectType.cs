using System.Text.Json.Serialization.Metadata;

namespace Bingobot.Events;

/// <summary>A kind of effect: something that is done to the outside world, once.</summary>
/// <typeparam name="TEffect">The class that describes what is to be done.</typeparam>
/// <param name="name">The kind's stable name, for example <c>message.create</c>.</param>
/// <param name="json">
/// Its source-generated JSON contract, without sets that have no order: each process would write other bytes for the same effect.
/// </param>
public sealed class EffectType<TEffect>(string name, JsonTypeInfo<TEffect> json)
    where TEffect : class
{
    /// <summary>The kind's stable name.</summary>
    public string Name { get; } = string.IsNullOrWhiteSpace(name)
        ? throw new ArgumentException("An effect type needs a name.", nameof(name))
        : name;

    /// <summary>The source-generated JSON contract.</summary>
    public JsonTypeInfo<TEffect> Json { get; } =
        OrderedContract.Require(json ?? throw new ArgumentNullException(nameof(json)), $"The effect {name}");

    /// <summary>
    /// How it is tried, and what is done when it is in doubt. Default: <see cref="EffectPolicy.Default"/>. It may change at any
    /// time: what is pending follows the policy that the program has now.
    /// </summary>
    public EffectPolicy Policy
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(value));
    } = EffectPolicy.Default;
}
