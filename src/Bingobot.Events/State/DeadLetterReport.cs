using System.Globalization;
using System.Text.Json;

namespace Bingobot.Events;

/// <summary>Effects as canonical JSON.</summary>
internal static class DeadLetterReport
{
    /// <summary>Writes the members <c>dead</c> and <c>deadDropped</c>.</summary>
    public static void Write(Utf8JsonWriter writer, IEnumerable<DeadLetter> letters, long dropped)
    {
        writer.WriteStartArray("dead");
        foreach (DeadLetter letter in letters)
        {
            writer.WriteStartObject();
            writer.WriteStartObject("effect");
            WriteMembers(writer, letter.Effect);
            writer.WriteEndObject();
            writer.WriteString("outcome", letter.Kind == DeadLetterKind.Failed ? "failed" : "unknown");
            writer.WriteString("reason", letter.Reason);
            writer.WriteNumber("seq", letter.Sequence);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteNumber("deadDropped", dropped);
    }

    /// <summary>Writes what an effect is, in the order of the members' names. What is as usual is left out.</summary>
    public static void WriteMembers(Utf8JsonWriter writer, PendingEffect effect)
    {
        writer.WritePropertyName("data");
        CanonicalJson.Rewrite(effect.Data, writer);
        writer.WriteString("guild", effect.Partition.ToString(CultureInfo.InvariantCulture));
        writer.WriteString("id", effect.Id);
        writer.WriteString("key", effect.Key);
        writer.WriteString("kind", effect.Kind);
        writer.WriteString("lane", effect.Lane);
        writer.WriteString("module", effect.Module);
        if (effect.IsRetried)
            writer.WriteBoolean("retried", effect.IsRetried);
        writer.WriteNumber("seq", effect.Sequence);
        if (effect.IsStarted)
            writer.WriteBoolean("started", effect.IsStarted);
    }
}
