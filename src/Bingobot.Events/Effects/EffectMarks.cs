namespace Bingobot.Events;

/// <summary>
/// An effect of the policy <see cref="OnUnknown.GiveUp"/> is about to be attempted for the first time. Recorded by the runtime,
/// durable before the attempt; delivered to the module that derived it, if that declares it.
/// </summary>
/// <param name="Effect">The effect's id.</param>
/// <param name="Module">The module that derived it.</param>
/// <param name="Kind">The effect type's name.</param>
/// <param name="Key">The key the module gave it.</param>
public sealed record EffectStarted(string Effect, string Module, string Kind, string Key);

/// <summary>
/// A person asked for another try of a dead letter: it is pending again, with the same id. Its earlier result stays in the
/// stream. Delivered to the module that derived it, if that declares it.
/// </summary>
/// <param name="Effect">The effect's id.</param>
/// <param name="Module">The module that derived it.</param>
/// <param name="Kind">The effect type's name.</param>
/// <param name="Key">The key the module gave it.</param>
public sealed record EffectRetried(string Effect, string Module, string Kind, string Key);

/// <summary>
/// A person struck a dead letter off the list. Delivered to the module that derived it, if that declares it.
/// </summary>
/// <param name="Effect">The effect's id.</param>
/// <param name="Module">The module that derived it.</param>
/// <param name="Kind">The effect type's name.</param>
/// <param name="Key">The key the module gave it.</param>
/// <param name="Reason">Why, as that person put it; may be empty.</param>
public sealed record EffectDiscarded(string Effect, string Module, string Kind, string Key, string Reason);
