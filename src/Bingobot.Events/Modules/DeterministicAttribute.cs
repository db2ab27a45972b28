namespace Bingobot.Events;

/// <summary>
/// Marks functions that give the same whenever they are called with the same: no clock, randomness, I/O, task, culture or hash
/// order. The package <c>Bingobot.Analyzers</c> checks them, with whatever of the same project they call.
/// </summary>
/// <remarks>
/// On a parameter or a delegate type it means every function that is given for it; on a method that method, whatever overrides
/// and whatever implements it; on a class or a structure all that it declares. The builders of modules have it; put it on your own where functions reach them by other ways.
/// It has no effect at run time.
/// </remarks>
[AttributeUsage(
    AttributeTargets.Method | AttributeTargets.Delegate | AttributeTargets.Parameter | AttributeTargets.Class | AttributeTargets.Struct,
    Inherited = false)]
public sealed class DeterministicAttribute : Attribute;
