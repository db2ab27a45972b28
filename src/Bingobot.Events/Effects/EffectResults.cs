using System.Text.Json;

namespace Bingobot.Events;

/// <summary>An effect was done. Delivered only to the module that derived it.</summary>
/// <param name="Effect">The effect's id.</param>
/// <param name="Module">The module that derived it.</param>
/// <param name="Kind">The effect type's name.</param>
/// <param name="Key">The key the module gave it.</param>
/// <param name="Result">What the outside world answered (JSON), or null.</param>
public sealed record EffectSucceeded(string Effect, string Module, string Kind, string Key, JsonElement? Result);

/// <summary>An effect was refused for good, and was certainly not done. Delivered only to the module that derived it.</summary>
/// <param name="Effect">The effect's id.</param>
/// <param name="Module">The module that derived it.</param>
/// <param name="Kind">The effect type's name.</param>
/// <param name="Key">The key the module gave it.</param>
/// <param name="Reason">Why, for people; holds no secret.</param>
public sealed record EffectFailed(string Effect, string Module, string Kind, string Key, string Reason);

/// <summary>It cannot be known whether an effect was done. Delivered only to the module that derived it.</summary>
/// <param name="Effect">The effect's id.</param>
/// <param name="Module">The module that derived it.</param>
/// <param name="Kind">The effect type's name.</param>
/// <param name="Key">The key the module gave it.</param>
/// <param name="Reason">Why it cannot be known, for people; holds no secret.</param>
public sealed record EffectUnknown(string Effect, string Module, string Kind, string Key, string Reason);
