namespace Bingobot.Sandbox;

/// <summary>Something that the sandbox's journal says it did, or was asked by the bot to do. In the order in which it happened.</summary>
/// <param name="Time">When, by the world's clock.</param>
public abstract record SandboxEntry(DateTimeOffset Time);

/// <summary>A session was given a dispatch, or there was none that could have been given it.</summary>
/// <param name="Time">When.</param>
/// <param name="Session">The session's id; null where no session was there to hear of it.</param>
/// <param name="Sequence">The session's sequence number; 0 without a session.</param>
/// <param name="Type">The event's name, for instance <c>MESSAGE_CREATE</c>.</param>
/// <param name="Guild">The guild that it is about; 0 where it is about none.</param>
/// <param name="Id">The message's or interaction's id; 0 of anything else.</param>
/// <param name="User">Who wrote, spoke or asked; 0 where nobody did.</param>
/// <param name="Channel">The channel; 0 of a voice state outside voice, and of what is in none.</param>
/// <param name="ByBot">Whether the bot did it itself.</param>
public sealed record DispatchEntry(
    DateTimeOffset Time, string? Session, long Sequence, string Type, ulong Guild, ulong Id, ulong User, ulong Channel, bool ByBot)
    : SandboxEntry(Time);

/// <summary>A session cannot be resumed any more.</summary>
/// <param name="Time">When.</param>
/// <param name="Session">The session's id.</param>
public sealed record SessionEndEntry(DateTimeOffset Time, string Session) : SandboxEntry(Time);

/// <summary>The bot acknowledged an interaction.</summary>
/// <param name="Time">When.</param>
/// <param name="Interaction">The interaction's id.</param>
/// <param name="IsDeferral">Whether an answer is yet to come.</param>
public sealed record AcknowledgementEntry(DateTimeOffset Time, ulong Interaction, bool IsDeferral) : SandboxEntry(Time);

/// <summary>The bot answered an interaction: by a message, a change of one, or by saying that there is nothing to say.</summary>
/// <param name="Time">When.</param>
/// <param name="Interaction">The interaction's id.</param>
public sealed record AnswerEntry(DateTimeOffset Time, ulong Interaction) : SandboxEntry(Time);

/// <summary>The bot wrote a message.</summary>
/// <param name="Time">When.</param>
/// <param name="Channel">Where.</param>
/// <param name="Message">The message's id.</param>
/// <param name="Interaction">The interaction that it answers, or null.</param>
/// <param name="Nonce">The nonce that it was written with, or null.</param>
/// <param name="Content">Its text; empty while an answer is deferred.</param>
public sealed record BotMessageEntry(
    DateTimeOffset Time, ulong Channel, ulong Message, ulong? Interaction, string? Nonce, string Content) : SandboxEntry(Time);
