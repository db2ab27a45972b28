namespace Bingobot.Discord.Gateway.Wire;

/// <summary>What came over a <see cref="GatewaySocket"/>.</summary>
internal enum ReceivedKind
{
    Frame,
    /// <summary>A frame that says to be longer than allowed; nothing can be read behind it.</summary>
    TooLarge,
    /// <summary>What no WebSocket may send; nothing can be read behind it.</summary>
    Violation,
    /// <summary>The server closes.</summary>
    Closed,
}

/// <summary>A frame in the socket's memory, valid until the next read; or why there is none.</summary>
/// <param name="Kind">Which of them.</param>
/// <param name="Frame">The frame.</param>
/// <param name="IsBinary">Whether it is binary rather than text.</param>
/// <param name="CloseCode">Of a close the server's code, where it gave one; of a violation the one to close with.</param>
/// <param name="Problem">What a violation consists of.</param>
internal readonly record struct Received(
    ReceivedKind Kind, ReadOnlyMemory<byte> Frame = default, bool IsBinary = false, int? CloseCode = null, string Problem = "");
