namespace Bingobot.Discord.Gateway.Session;

/// <summary>What a session wants done after an input.</summary>
internal enum GatewayStepKind
{
    None,
    Send,
    /// <summary>Send the frame, which is an Identify, once it is allowed and counted.</summary>
    Identify,
    Deliver,
    /// <summary>Nothing but to note how far events came.</summary>
    Pass,
    Close,
}

/// <summary>What a session wants done after an input; one thing at most.</summary>
/// <param name="Kind">What.</param>
/// <param name="Frame">The frame to send.</param>
/// <param name="CloseCode">The code to close with.</param>
/// <param name="Reason">Why it is closed, for the log.</param>
/// <param name="Position">The place of the event to deliver, or of one that nobody wants.</param>
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

    public static GatewayStep Identify(byte[] frame) => new(GatewayStepKind.Identify, frame);

    public static GatewayStep Pass(GatewayPosition position) => new(GatewayStepKind.Pass, Position: position);

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
