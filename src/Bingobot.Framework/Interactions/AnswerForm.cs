using Bingobot.Discord.Payloads;

namespace Bingobot.Framework;

/// <summary>Holds answers to what Discord takes, and puts messages into Discord's form.</summary>
internal static class AnswerForm
{
    /// <summary>The answer, as it can be given.</summary>
    /// <exception cref="InvalidOperationException">It cannot be given: the handler is wrong.</exception>
    public static Answer Checked(Answer answer, InteractionKind kind)
    {
        if (answer.Kind == AnswerKind.Silence)
            return kind == InteractionKind.Component ? answer : Answer.Whisper("Done.") with { Key = answer.Key, For = answer.For };
        if (answer.Kind == AnswerKind.Update && kind != InteractionKind.Component)
            answer = answer with { Kind = AnswerKind.Reply };
        return answer with { Body = Checked(answer.Body) };
    }

    public static InteractionCallbackData ToCallback(Answer answer) => new()
    {
        Content = answer.Body.Text,
        Components = Components(answer.Body),
        AllowedMentions = Mentions(answer.Body),
        Flags = answer is { Private: true, Kind: AnswerKind.Reply } ? MessageFlags.Ephemeral : null,
    };

    public static CreateMessage ToCreate(MessageBody body) => new()
    {
        Content = body.Text,
        Components = Components(body),
        AllowedMentions = Mentions(body),
    };

    public static EditMessage ToEdit(MessageBody body) => new()
    {
        Content = body.Text,
        Components = Components(body),
        AllowedMentions = Mentions(body),
    };

    private static MessageBody Checked(MessageBody body)
    {
        if (body.Text.Length == 0 && body.Rows.Count == 0)
            throw new InvalidOperationException("The answer is empty.");
        if (body.Text.Length > MessageBody.MaxText)
            throw new InvalidOperationException($"The answer has {body.Text.Length} characters; {MessageBody.MaxText} are allowed.");
        if (body.Rows.Count > MessageBody.MaxRows || body.Rows.Any(row => row.Count is 0 or > MessageBody.MaxButtonsInRow))
        {
            throw new InvalidOperationException(
                $"The answer has at most {MessageBody.MaxRows} rows of 1 to {MessageBody.MaxButtonsInRow} buttons.");
        }
        if (body.Rows.SelectMany(row => row).FirstOrDefault(button => button.Label.Length is 0 or > Button.MaxLabel
            || button.CustomId.Length is 0 or > CustomId.MaxLength) is { } wrong)
        {
            throw new InvalidOperationException($"The button '{wrong.Label}' has a label or custom id that is empty or too long.");
        }
        return body;
    }

    private static Component[] Components(MessageBody body) =>
    [
        .. body.Rows.Select(static row => Component.ActionRow(
            [.. row.Select(static b => Component.Button(b.CustomId, b.Label, b.Style, b.Disabled))])),
    ];

    private static AllowedMentions Mentions(MessageBody body) =>
        body.Notify.Count == 0 ? AllowedMentions.None : AllowedMentions.None with { Users = body.Notify };
}
