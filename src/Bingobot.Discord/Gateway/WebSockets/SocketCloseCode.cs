namespace Bingobot.Discord.Gateway.WebSockets;

/// <summary>The codes that WebSockets are closed with. See <see href="https://www.rfc-editor.org/rfc/rfc6455#section-7.4"/>.</summary>
internal static class SocketCloseCode
{
    public const int ProtocolError = 1002;
    public const int InvalidPayload = 1007;
    public const int MessageTooBig = 1009;

    /// <summary>Never sent: stands for a close without a code.</summary>
    public const int None = 1005;

    /// <summary>Never sent: stands for a connection that broke without a close.</summary>
    public const int Abnormal = 1006;

    private const int FirstOfApplications = 3000;
    private const int LastOfApplications = 4999;

    /// <summary>Whether a close frame may carry it.</summary>
    public static bool MayBeSent(int code) =>
        code is (>= 1000 and <= 1003) or (>= 1007 and <= 1014) or (>= FirstOfApplications and <= LastOfApplications);
}
