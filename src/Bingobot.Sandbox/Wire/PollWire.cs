using System.Text.Json;

namespace Bingobot.Sandbox;

/// <summary>Polls as Discord writes them (<see href="https://docs.discord.com/developers/resources/poll#poll-object"/>).</summary>
internal static class PollWire
{
    public const int DefaultLayout = 1;

    public static void WritePoll(this Utf8JsonWriter writer, World world, Poll poll)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("question");
        WriteMedia(writer, poll.Question, null);
        writer.Array("answers", poll.Answers, answer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("answer_id", answer.Id);
            writer.WritePropertyName("poll_media");
            WriteMedia(writer, answer.Text, answer.Emoji);
            writer.WriteEndObject();
        });
        writer.Time("expiry", poll.ExpiresAt);
        writer.WriteBoolean("allow_multiselect", poll.Multiselect);
        writer.WriteNumber("layout_type", DefaultLayout);
        writer.WriteStartObject("results");
        writer.WriteBoolean("is_finalized", poll.IsFinal);
        writer.Array("answer_counts", poll.Votes, pair =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("id", pair.Key);
            writer.WriteNumber("count", pair.Value.Count);
            writer.WriteBoolean("me_voted", pair.Value.Contains(world.App.BotId));
            writer.WriteEndObject();
        });
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteMedia(Utf8JsonWriter writer, string text, string? emoji)
    {
        writer.WriteStartObject();
        writer.WriteString("text", text);
        if (emoji is not null)
            writer.WriteEmoji(emoji);
        writer.WriteEndObject();
    }
}
