using System.Text.Json.Serialization;
using Bingobot.Events;

namespace Bingobot.Framework;

/// <summary>The events that the framework records, for modules to deal with.</summary>
public static class FrameworkEvents
{
    /// <summary>A user used a command or a component.</summary>
    public static EventType<InteractionReceived> InteractionReceived { get; } =
        new("InteractionReceived", FrameworkJson.Default.InteractionReceived);

    /// <summary>What an interaction is answered with.</summary>
    public static EventType<InteractionAnswered> InteractionAnswered { get; } =
        new("InteractionAnswered", FrameworkJson.Default.InteractionAnswered);

    /// <summary>An answer stands in the channel.</summary>
    public static EventType<AnswerDelivered> AnswerDelivered { get; } =
        new("AnswerDelivered", FrameworkJson.Default.AnswerDelivered);

    /// <summary>An answer could not be given.</summary>
    public static EventType<AnswerUndeliverable> AnswerUndeliverable { get; } =
        new("AnswerUndeliverable", FrameworkJson.Default.AnswerUndeliverable);

    /// <summary>A new gateway session began; the newest of each source is kept.</summary>
    public static EventType<SessionStarted> SessionStarted { get; } =
        new("SessionStarted", FrameworkJson.Default.SessionStarted)
        {
            Retention = Retention.UntilNext(by: "source", after: TimeSpan.FromDays(10)),
        };

    /// <summary>A shard is about to identify; kept for longer than the day in which they are counted.</summary>
    public static EventType<GatewayIdentified> GatewayIdentified { get; } =
        new("GatewayIdentified", FrameworkJson.Default.GatewayIdentified) { Retention = Retention.Days(2) };

    /// <summary>Something was missed for ever.</summary>
    public static EventType<GapDetected> GapDetected { get; } = new("GapDetected", FrameworkJson.Default.GapDetected);

    /// <summary>A guild as it is.</summary>
    public static EventType<GuildAvailable> GuildAvailable { get; } =
        new("GuildAvailable", FrameworkJson.Default.GuildAvailable);

    /// <summary>A guild cannot be reached.</summary>
    public static EventType<GuildUnavailable> GuildUnavailable { get; } =
        new("GuildUnavailable", FrameworkJson.Default.GuildUnavailable);

    /// <summary>A user joined, changed or left a voice channel.</summary>
    public static EventType<VoiceStateChanged> VoiceStateChanged { get; } =
        new("VoiceStateChanged", FrameworkJson.Default.VoiceStateChanged);

    /// <summary>A message was written.</summary>
    public static EventType<MessageReceived> MessageReceived { get; } =
        new("MessageReceived", FrameworkJson.Default.MessageReceived);

    /// <summary>Members of a guild that the bot asked for.</summary>
    public static EventType<GuildMembersReceived> GuildMembersReceived { get; } =
        new("GuildMembersReceived", FrameworkJson.Default.GuildMembersReceived);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(InteractionReceived))]
[JsonSerializable(typeof(InteractionAnswered))]
[JsonSerializable(typeof(AnswerDelivered))]
[JsonSerializable(typeof(AnswerUndeliverable))]
[JsonSerializable(typeof(SessionStarted))]
[JsonSerializable(typeof(GatewayIdentified))]
[JsonSerializable(typeof(GapDetected))]
[JsonSerializable(typeof(GuildAvailable))]
[JsonSerializable(typeof(GuildUnavailable))]
[JsonSerializable(typeof(VoiceStateChanged))]
[JsonSerializable(typeof(MessageReceived))]
[JsonSerializable(typeof(GuildMembersReceived))]
[JsonSerializable(typeof(MessageToCreate))]
[JsonSerializable(typeof(MessageToEdit))]
[JsonSerializable(typeof(PlacedMessage))]
[JsonSerializable(typeof(InteractionsState))]
[JsonSerializable(typeof(SessionsState))]
internal sealed partial class FrameworkJson : JsonSerializerContext;
