namespace Bingobot.Discord.Gateway.WebSockets;

/// <summary>What a frame carries. See <see href="https://www.rfc-editor.org/rfc/rfc6455#section-5.2"/>.</summary>
internal enum SocketOpcode
{
    Continuation = 0,
    Text = 1,
    Binary = 2,
    Close = 8,
    Ping = 9,
    Pong = 10,
}
