namespace Bingobot.Discord.Gateway.Session;

/// <summary>What a session wants done after an input.</summary>
internal enum GatewayStepKind
{
    None,
    Send,
    Deliver,
    Close,
}

/// <summary>What a session wants done after an input; one thing at most.</summary>
/// <param name="Kind">What.</param>
/// <param name="Frame">The frame to send.</param>
/// <param name="CloseCode">The code to close with.</param>
/// <param name="Reason">Why it is closed, for the log.</param>
/// <param name="Position">The place of the event to deliver.</param>
/// <param name="LostSession">The session that a READY to deliver replaces.</param>
internal readonly record struct GatewayStep(
    GatewayStepKind Kind,
    ReadOnlyMemory<byte> Frame = default,
    int CloseCode = 0,
    string Reason = "",
    GatewayPosition Position = default,
    GatewayPosition? LostSession = null)
{
    public static GatewayStep None => default;

    public static GatewayStep Send(byte[] frame) => new(GatewayStepKind.Send, frame);

    public static GatewayStep Close(int code, string reason) =>
        new(GatewayStepKind.Close, CloseCode: code, Reason: reason);

    public static GatewayStep Deliver(GatewayPosition position, GatewayPosition? lost) =>
        new(GatewayStepKind.Deliver, Position: position, LostSession: lost);
}

/// <summary>How to connect next.</summary>
/// <param name="Delay">How long to wait before.</param>
/// <param name="ResumeUrl">Where; null is the gateway's own URL.</param>
/// <param name="Resumes">Whether a session will be resumed rather than started.</param>
internal readonly record struct ConnectionPlan(TimeSpan Delay, string? ResumeUrl, bool Resumes);
