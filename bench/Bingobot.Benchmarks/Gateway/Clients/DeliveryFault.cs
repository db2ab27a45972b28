namespace Bingobot.Benchmarks.Gateway.Clients;

/// <summary>What a client does wrong with one event, to prove that it is noticed.</summary>
internal enum DeliveryFault
{
    None,
    Loses,
    Doubles,

    /// <summary>With the one after it.</summary>
    Swaps,

    /// <summary>Another guild is read than was sent.</summary>
    Damages,
}
