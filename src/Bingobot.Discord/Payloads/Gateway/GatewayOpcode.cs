namespace Bingobot.Discord.Payloads;

/// <summary>
/// What a frame means. See
/// <see href="https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-gateway-opcodes"/>.
/// </summary>
public enum GatewayOpcode
{
    /// <summary>Received: an event.</summary>
    Dispatch = 0,
    /// <summary>Sent, to stay connected; received, to ask for one at once.</summary>
    Heartbeat = 1,
    /// <summary>Sent: starts a session.</summary>
    Identify = 2,
    /// <summary>Sent: changes the bot's presence.</summary>
    PresenceUpdate = 3,
    /// <summary>Sent: joins, leaves or changes voice.</summary>
    VoiceStateUpdate = 4,
    /// <summary>Sent: goes on with a session after a disconnect.</summary>
    Resume = 6,
    /// <summary>Received: reconnect and resume.</summary>
    Reconnect = 7,
    /// <summary>Sent: asks for members of a guild.</summary>
    RequestGuildMembers = 8,
    /// <summary>Received: the session is invalid; its data says whether it can be resumed.</summary>
    InvalidSession = 9,
    /// <summary>Received first: the interval of heartbeats.</summary>
    Hello = 10,
    /// <summary>Received: answers a heartbeat.</summary>
    HeartbeatAck = 11,
    /// <summary>Sent: asks for the soundboard sounds of guilds.</summary>
    RequestSoundboardSounds = 31,
    /// <summary>Sent: asks for what changes often about a guild's channels.</summary>
    RequestChannelInfo = 43,
}

/// <summary>
/// Why Discord closed the connection. See
/// <see href="https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes"/>.
/// </summary>
public enum GatewayCloseCode
{
    /// <summary>Something went wrong; resume.</summary>
    UnknownError = 4000,
    /// <summary>An opcode or payload that does not exist; resume.</summary>
    UnknownOpcode = 4001,
    /// <summary>A payload that cannot be decoded; resume.</summary>
    DecodeError = 4002,
    /// <summary>A payload before identifying, or the session is invalid; resume.</summary>
    NotAuthenticated = 4003,
    /// <summary>The token is wrong; final.</summary>
    AuthenticationFailed = 4004,
    /// <summary>Identified twice; resume.</summary>
    AlreadyAuthenticated = 4005,
    /// <summary>Resumed with an invalid sequence; start anew.</summary>
    InvalidSequence = 4007,
    /// <summary>Sent too fast; resume.</summary>
    RateLimited = 4008,
    /// <summary>The session timed out; start anew.</summary>
    SessionTimedOut = 4009,
    /// <summary>A shard that does not exist; final.</summary>
    InvalidShard = 4010,
    /// <summary>Too many guilds for one connection; final.</summary>
    ShardingRequired = 4011,
    /// <summary>A version of the gateway that does not exist; final.</summary>
    InvalidApiVersion = 4012,
    /// <summary>Intents that do not exist; final.</summary>
    InvalidIntents = 4013,
    /// <summary>Intents that the application was not given; final.</summary>
    DisallowedIntents = 4014,
}
