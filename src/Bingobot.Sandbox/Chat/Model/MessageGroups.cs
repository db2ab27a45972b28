namespace Bingobot.Sandbox.Chat.Model;

/// <summary>A message and how it stands in the list.</summary>
/// <param name="Message">The message.</param>
/// <param name="StartsGroup">It shows its author; those that follow soon from the same author do not.</param>
/// <param name="StartsDay">The day whose first message it is, or null.</param>
internal sealed record MessageLine(MessageView Message, bool StartsGroup, DateOnly? StartsDay);

/// <summary>Arranges messages as people know it: by day, and by author within a few minutes.</summary>
internal static class MessageGroups
{
    private static readonly TimeSpan SameGroup = TimeSpan.FromMinutes(7);

    /// <summary>Arranges messages that are in the order of time.</summary>
    public static IReadOnlyList<MessageLine> Arrange(IEnumerable<MessageView> messages, TimeZoneInfo zone)
    {
        var lines = new List<MessageLine>();
        MessageView? before = null;
        foreach (var message in messages)
        {
            var day = DayOf(message, zone);
            var isNewDay = before is null || DayOf(before, zone) != day;
            var startsGroup = isNewDay
                || before!.Author.Id != message.Author.Id
                || before.IsEphemeral
                || message.IsEphemeral
                || message.Invocation is not null
                || message.ReplyTo is not null
                || message.Time - before.Time > SameGroup;
            lines.Add(new MessageLine(message, startsGroup, isNewDay ? day : null));
            before = message;
        }

        return lines;
    }

    private static DateOnly DayOf(MessageView message, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(message.Time, zone).DateTime);
}
