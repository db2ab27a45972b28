namespace Bingobot.Events;

/// <summary>A durable timer came due. Delivered to the module that scheduled it.</summary>
/// <param name="Module">The module that scheduled it.</param>
/// <param name="Key">The timer's key.</param>
/// <param name="Due">When it was due; the event's own time tells when it fired.</param>
public sealed record TimerFired(string Module, string Key, DateTimeOffset Due);
