namespace Bingobot.Discord.Gateway;

/// <summary>How far a gateway session has come: enough to resume it, also from another process.</summary>
/// <param name="SessionId">The session, from its READY.</param>
/// <param name="ResumeUrl">Where to resume it, from its READY.</param>
/// <param name="Sequence">The last event's sequence; what follows it is sent again on resuming.</param>
public readonly record struct GatewayPosition(string SessionId, string ResumeUrl, long Sequence);

/// <summary>
/// One event of the gateway. See <see href="https://docs.discord.com/developers/events/gateway#dispatch-events"/>.
/// </summary>
/// <param name="Type">The event's name, as <c>MESSAGE_CREATE</c>; READY and RESUMED are delivered too.</param>
/// <param name="Data">
/// The event's data, JSON as Discord wrote it: UTF-8, one value, its strings and brackets closed. Whether what lies between them is JSON
/// is not asked twice: <see cref="System.Text.Json.Utf8JsonReader"/> and all that is built on it refuse what is not when they read
/// it. Do so before it is kept anywhere. The client owns the memory: it is valid until the task that the handler returned completes, and
/// reused after that; copy or deserialise what is to be kept.
/// </param>
/// <param name="Position">This event's place in its session; durable once the caller has made it so.</param>
/// <param name="LostSession">
/// On READY only: the session that this one replaces because it could not be resumed. Events between that position and
/// this READY were missed for ever; null where there was none before.
/// </param>
public readonly record struct GatewayDispatch(
    string Type, ReadOnlyMemory<byte> Data, GatewayPosition Position, GatewayPosition? LostSession);
