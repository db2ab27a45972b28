using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Bingobot.Sandbox;

/// <summary>A poll as somebody asks it
/// (<see href="https://docs.discord.com/developers/resources/poll#poll-create-request-object"/>).</summary>
internal sealed record PollForm(string Question, ImmutableArray<PollAnswer> Answers, int Hours, bool Multiselect)
{
    private const int MaxQuestion = 300;
    private const int MaxAnswer = 55;
    private const int MaxAnswers = 10;
    private const int DefaultHours = 24;
    private const int MaxHours = 32 * 24;
    private const long Hour = 60 * 60 * 1000;

    /// <summary>Null where there is none.</summary>
    public static PollForm? Read(JsonElement body, string path, FormErrors errors)
    {
        if (body.Get("poll") is not { } poll)
            return null;
        string at = path + "poll";
        string question = ReadText(poll.Get("question") ?? default, at + "/question", MaxQuestion, errors);
        JsonElement[] items = [.. poll.GetItems("answers")];
        if (items.Length is 0 or > MaxAnswers)
            errors.BadLength(at + "/answers", 1, MaxAnswers);
        ImmutableArray<PollAnswer> answers = [.. items.Select((item, i) => ReadAnswer(
            item, i + 1, string.Create(CultureInfo.InvariantCulture, $"{at}/answers/{i}/poll_media"), errors))];
        int hours = poll.GetInt("duration") ?? DefaultHours;
        if (hours is < 1 or > MaxHours)
            errors.Add(at + "/duration", "NUMBER_TYPE_MAX", $"int value should be between 1 and {MaxHours}.");
        if (poll.Get("layout_type") is not null && poll.GetInt("layout_type") != PollWire.DefaultLayout)
            errors.NotAmong(at + "/layout_type", "1");
        return new PollForm(question, answers, hours, poll.GetFlag("allow_multiselect"));
    }

    /// <param name="at">When it begins, in milliseconds of the world's clock.</param>
    public Poll Begin(long at) => new(Question, Answers, at + (Hours * Hour), Multiselect);

    private static PollAnswer ReadAnswer(JsonElement item, int id, string path, FormErrors errors)
    {
        JsonElement media = item.Get("poll_media") ?? default;
        return new PollAnswer(id, ReadText(media, path, MaxAnswer, errors), ReadEmoji(media, path, errors));
    }

    private static string ReadText(JsonElement media, string path, int max, FormErrors errors)
    {
        string? text = media.GetText("text");
        if (string.IsNullOrWhiteSpace(text))
            errors.Required(path + "/text");
        else if (text.Length > max)
            errors.BadLength(path + "/text", 1, max);
        return text ?? "";
    }

    private static string? ReadEmoji(JsonElement media, string path, FormErrors errors)
    {
        if (media.Get("emoji") is not { } emoji)
            return null;
        string name = emoji.GetText("name") ?? "";
        string text = emoji.GetText("id") is { } id ? $"{(name.Length == 0 ? "emoji" : name)}:{id}" : name;
        if (EmojiName.IsOne(text))
            return text;
        errors.Add(path + "/emoji", "POLL_INVALID_EMOJI", "Invalid emoji");
        return null;
    }
}
