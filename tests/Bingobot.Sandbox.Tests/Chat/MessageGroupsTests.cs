using Bingobot.Sandbox.Chat.Model;

namespace Bingobot.Sandbox.Tests.Chat;

public sealed class MessageGroupsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 5, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Arrange_Messages_ShowsAuthorWhereItChanges()
    {
        MessageView[] messages =
        [
            Message(0, SampleScope.Ada),
            Message(1, SampleScope.Ada),
            Message(2, SampleScope.Grace),
            Message(3, SampleScope.Grace) with { IsEphemeral = true },
            Message(4, SampleScope.Grace),
            Message(12, SampleScope.Grace),
            Message(13, SampleScope.Grace) with { Invocation = new InvocationView(SampleScope.Ada, "vote list") },
            Message(14, SampleScope.Grace) with { ReplyTo = "0" },
            Message(15, SampleScope.Grace),
        ];

        var lines = MessageGroups.Arrange(messages, TimeZoneInfo.Utc);

        Assert.Equal([true, false, true, true, true, true, true, true, false], lines.Select(line => line.StartsGroup));
    }

    [Fact]
    public void Arrange_Messages_StartsDayInReadersZone()
    {
        var zone = TimeZoneInfo.CreateCustomTimeZone("+13", TimeSpan.FromHours(13), "+13", "+13");

        var lines = MessageGroups.Arrange(
            [Message(-90, SampleScope.Ada), Message(-50, SampleScope.Ada), Message(-49, SampleScope.Ada)], zone);

        Assert.Equal([new DateOnly(2026, 3, 5), new DateOnly(2026, 3, 6), null], lines.Select(line => line.StartsDay));
        Assert.Equal([true, true, false], lines.Select(line => line.StartsGroup));
    }

    private static MessageView Message(int minutes, UserView author) => new(
        $"{minutes}", "2001", author, "text", Noon.AddMinutes(minutes), null, false, false, null, null, [], [], []);
}
