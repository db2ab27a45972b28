using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Bingobot.Events;
using Bingobot.Framework;

namespace Bingobot.Commands.Load.Check;

/// <summary>Reads the events of a stream that tell what the bot has heard.</summary>
internal static class RecordedFacts
{
    /// <summary>The types that are looked at.</summary>
    public static FrozenSet<string> Types { get; } = new[]
    {
        FrameworkEvents.SessionStarted.Name, FrameworkEvents.GuildAvailable.Name, FrameworkEvents.MessageReceived.Name,
        FrameworkEvents.VoiceStateChanged.Name, FrameworkEvents.InteractionReceived.Name, FrameworkEvents.InteractionAnswered.Name,
        FrameworkEvents.GapDetected.Name,
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>What a fact is about; null where the event is none.</summary>
    public static FactKey? KeyOf(Recorded e)
    {
        if (e.Type == FrameworkEvents.SessionStarted.Name)
            return new FactKey(FactKind.Session, e.Partition, 0, 0, 0);
        if (e.Type == FrameworkEvents.GuildAvailable.Name)
            return new FactKey(FactKind.Guild, e.Partition, 0, 0, 0);
        if (e.Type == FrameworkEvents.MessageReceived.Name)
        {
            MessageReceived message = Read(e, FrameworkEvents.MessageReceived.Json);
            return new FactKey(FactKind.Message, e.Partition, message.Message.Value, message.Author.Value, message.Channel.Value);
        }

        if (e.Type == FrameworkEvents.VoiceStateChanged.Name)
        {
            VoiceStateChanged voice = Read(e, FrameworkEvents.VoiceStateChanged.Json);
            return new FactKey(FactKind.Voice, e.Partition, 0, voice.User.Value, voice.Channel?.Value ?? 0);
        }

        if (e.Type != FrameworkEvents.InteractionReceived.Name)
            return null;
        InteractionReceived asked = Read(e, FrameworkEvents.InteractionReceived.Json);
        return new FactKey(FactKind.Interaction, e.Partition, asked.Interaction.Value, asked.User.Value, asked.Channel.Value);
    }

    /// <summary>The event's data.</summary>
    public static T Read<T>(Recorded e, JsonTypeInfo<T> type)
        where T : class =>
        JsonSerializer.Deserialize(e.Data.Span, type) ?? throw new JsonException($"Event {e.Sequence} is null.");
}
