using System.Globalization;
using System.Text.Json;

namespace Bingobot.Sandbox;

/// <summary>What came of a poll, as an embed
/// (<see href="https://docs.discord.com/developers/resources/message#embed-fields-by-embed-type-poll-result-embed-fields"/>).</summary>
internal static class PollResult
{
    public static JsonElement Embeds(Poll poll)
    {
        int most = poll.Answers.Max(answer => poll.Count(answer.Id));
        PollAnswer[] victors = most == 0 ? [] : [.. poll.Answers.Where(answer => poll.Count(answer.Id) == most)];
        List<(string Name, string Value)> fields =
        [
            ("poll_question_text", poll.Question),
            ("victor_answer_votes", Text(most)),
            ("total_votes", Text(poll.Answers.Sum(answer => poll.Count(answer.Id)))),
        ];
        if (victors is [var victor])
            AddVictor(fields, victor);
        return Json.Element(w =>
        {
            w.WriteStartArray();
            w.WriteStartObject();
            w.WriteString("type", "poll_result");
            w.Array("fields", fields, field =>
            {
                w.WriteStartObject();
                w.WriteString("name", field.Name);
                w.WriteString("value", field.Value);
                w.WriteBoolean("inline", false);
                w.WriteEndObject();
            });
            w.WriteEndObject();
            w.WriteEndArray();
        });
    }

    /// <summary>The same for people.</summary>
    public static string Sentence(JsonElement embeds)
    {
        Dictionary<string, string> fields = embeds.EnumerateArray()
            .SelectMany(embed => embed.GetItems("fields"))
            .ToDictionary(field => field.GetText("name") ?? "", field => field.GetText("value") ?? "", StringComparer.Ordinal);
        string victor = fields.TryGetValue("victor_answer_text", out string? text) ? $"**{text}** has won" : "no answer has won";
        return $"*The poll* {fields.GetValueOrDefault("poll_question_text")} *has ended:* {victor}, of {fields.GetValueOrDefault("total_votes")} votes.";
    }

    private static void AddVictor(List<(string Name, string Value)> fields, PollAnswer victor)
    {
        fields.Add(("victor_answer_id", Text(victor.Id)));
        fields.Add(("victor_answer_text", victor.Text));
        if (victor.Emoji is not { } emoji)
            return;
        int colon = emoji.LastIndexOf(':');
        fields.Add(("victor_answer_emoji_name", colon < 0 ? emoji : emoji[..colon]));
        if (colon >= 0)
            fields.Add(("victor_answer_emoji_id", emoji[(colon + 1)..]));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
