namespace Bingobot.Sandbox;

/// <summary><see href="https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-gateway-opcodes"/>.</summary>
internal static class Opcode
{
    public const int Dispatch = 0;
    public const int Heartbeat = 1;
    public const int Identify = 2;
    public const int PresenceUpdate = 3;
    public const int VoiceStateUpdate = 4;
    public const int Resume = 6;
    public const int Reconnect = 7;
    public const int RequestGuildMembers = 8;
    public const int InvalidSession = 9;
    public const int Hello = 10;
    public const int HeartbeatAck = 11;
    public const int RequestSoundboardSounds = 31;
    public const int RequestChannelInfo = 43;
}

/// <summary>Why a connection is closed
/// (<see href="https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes"/>).</summary>
internal sealed record CloseReason(int Code, string Text)
{
    /// <summary>At most so many bytes fit in a close frame beside the code (RFC 6455, 5.5).</summary>
    public const int MaxTextBytes = 123;

    public static readonly CloseReason UnknownError = new(4000, "Unknown error. Reconnect.");
    public static readonly CloseReason NotAuthenticated = new(4003, "Not authenticated: identify first.");
    public static readonly CloseReason AuthenticationFailed = new(4004, "Authentication failed: the sandbox knows another token.");
    public static readonly CloseReason StartsUsedUp = new(
        4004, "Authentication failed: no session can be started any more today; Discord would have reset the token.");

    public static readonly CloseReason AlreadyAuthenticated = new(4005, "Already authenticated.");
    public static readonly CloseReason InvalidSeq = new(4007, "Invalid seq: it was never sent.");
    public static readonly CloseReason RateLimited = new(4008, "Rate limited: more than 120 payloads in 60 s.");
    public static readonly CloseReason SessionTimedOut = new(4009, "Session timed out: no heartbeat.");
    public static readonly CloseReason SessionForgotten = new(4009, "Session timed out: too many sessions, or too many started.");
    public static readonly CloseReason InvalidShard = new(4010, "Invalid shard: [id, count] with 0 <= id < count.");
    public static readonly CloseReason InvalidIntents = new(4013, "Invalid intent(s): a bit that is not defined, or none given.");

    public static CloseReason UnknownOpcode(int opcode) => new(4001, $"Unknown opcode {opcode}.");

    public static CloseReason Decode(string what) => new(4002, $"Decode error: {what}");

    public static CloseReason InvalidVersion(string what) => new(4012, what);

    public static CloseReason DisallowedIntents(int intents) => new(4014, $"Disallowed intent(s): {intents}.");
}
