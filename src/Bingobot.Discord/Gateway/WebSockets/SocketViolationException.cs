namespace Bingobot.Discord.Gateway.WebSockets;

/// <summary>The server sent what a WebSocket does not allow; nothing of the connection can be read any more.</summary>
/// <param name="code">The code to close with.</param>
/// <param name="message">What it was.</param>
internal sealed class SocketViolationException(int code, string message) : Exception(message)
{
    public int Code => code;

    public static SocketViolationException Of(string what) => new(SocketCloseCode.ProtocolError, what);
}
