using System.Text.Json;
using Bingobot.Discord.Payloads;
using Bingobot.Framework.Tests.Support;

namespace Bingobot.Framework.Tests.Messages;

/// <summary>Messages laid out by components: which are taken, and what they become.</summary>
public sealed class LayoutTests
{
    private static readonly Button Press = new("m:k:1", "Press");
    private static readonly Picture Cat = new("https://example.org/cat.png", "A cat");

    public static TheoryData<string, MessageBody> Refused => new()
    {
        { "alone", MessageBody.Of(MessageBlock.Text("a")) with { Text = "b" } },
        { "alone", MessageBody.Of(MessageBlock.Text("a")) with { Rows = [[Press]] } },
        { "parts", MessageBody.Of() },
        { "41 parts", MessageBody.Of([.. Enumerable.Repeat(MessageBlock.Separator(), 41)]) },
        { "45 parts", MessageBody.Of([.. Enumerable.Repeat(MessageBlock.Section(Cat, "a", "b", "c"), 9)]) },
        { "4001 characters", MessageBody.Of(MessageBlock.Text(new string('a', 4000)), MessageBlock.Container(MessageBlock.Text("b"))) },
        { "empty", MessageBody.Of(MessageBlock.Text("")) },
        { "section", MessageBody.Of(MessageBlock.Section(Press)) },
        { "section", MessageBody.Of(MessageBlock.Section(Press, "a", "b", "c", "d")) },
        { "section", MessageBody.Of(MessageBlock.Section(Press, "a") with { Pictures = [Cat] }) },
        { "gallery", MessageBody.Of(MessageBlock.Gallery()) },
        { "gallery", MessageBody.Of(MessageBlock.Gallery([.. Enumerable.Repeat(Cat, 11)])) },
        { "picture", MessageBody.Of(MessageBlock.Gallery(new Picture(""))) },
        { "row", MessageBody.Of(MessageBlock.Row()) },
        { "container", MessageBody.Of(MessageBlock.Container()) },
        { "container", MessageBody.Of(MessageBlock.Container(MessageBlock.Container(MessageBlock.Text("a")))) },
        { "colour", MessageBody.Of(MessageBlock.Container(MessageBlock.Text("a")) with { Color = 0x1000000 }) },
        { "same custom id", MessageBody.Of(MessageBlock.Row(Press), MessageBlock.Container(MessageBlock.Section(Press, "a"))) },
        { "sells", MessageBody.Of(MessageBlock.Row(Button.Premium(new Snowflake(1)) with { Label = "Buy" })) },
        { "chosen at first", new MessageBody("a") { Menus = [SelectMenu.Users("m:k:1") with { Chosen = [new(new Snowflake(1), EntityKind.Role)] }] } },
        { "chosen at first", new MessageBody("a") { Menus = [SelectMenu.Users("m:k:1") with { Chosen = [new(new Snowflake(1), EntityKind.User), new(new Snowflake(2), EntityKind.User)] }] } },
    };

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void Message_ThatDiscordWouldRefuse_IsAFaultThatSaysWhat(string says, MessageBody body)
    {
        var fault = Assert.Throws<InvalidOperationException>(() => MessageCheck.Check(body));
        Assert.Contains(says, fault.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Message_OfAllParts_BecomesDiscordsComponents()
    {
        var body = MessageBody.Of(
            MessageBlock.Text("# Title"),
            MessageBlock.Container(
                MessageBlock.Section(Press, "one", "two"),
                MessageBlock.Section(Cat with { Spoiler = true }, "three"),
                MessageBlock.Separator(wide: true, line: false)) with
            { Color = 0xFF, Spoiler = true },
            MessageBlock.Gallery(Cat),
            MessageBlock.Select(SelectMenu.Mentionables("m:k:2") with { Chosen = [new(new Snowflake(7), EntityKind.Role)] }),
            MessageBlock.Row(Button.Link("https://example.org", "Read"), Button.Premium(new Snowflake(9))));
        MessageCheck.Check(body);

        var json = JsonSerializer.SerializeToElement(Wire.Writer.ToCreate(body), DiscordJson.Default.CreateMessage);
        Assert.Equal(32768, json.GetProperty("flags").GetInt32());
        Assert.False(json.TryGetProperty("content", out _));
        Assert.Equal(
            $$$"""
            [
            {"type":10,"content":"# Title"},
            {"type":17,"components":[
            {"type":9,"components":[{"type":10,"content":"one"},{"type":10,"content":"two"}],"accessory":{"type":2,"custom_id":"{{{Wire.Seal.Seal("m:k:1")}}}","style":1,"label":"Press"}},
            {"type":9,"components":[{"type":10,"content":"three"}],"accessory":{"type":11,"description":"A cat","media":{"url":"https://example.org/cat.png"},"spoiler":true}},
            {"type":14,"divider":false,"spacing":2}],"accent_color":255,"spoiler":true},
            {"type":12,"items":[{"media":{"url":"https://example.org/cat.png"},"description":"A cat"}]},
            {"type":1,"components":[{"type":7,"custom_id":"{{{Wire.Seal.Seal("m:k:2")}}}","default_values":[{"id":"7","type":"role"}],"min_values":1,"max_values":1}]},
            {"type":1,"components":[{"type":2,"style":5,"label":"Read","url":"https://example.org"},{"type":2,"style":6,"sku_id":"9"}]}
            ]
            """.ReplaceLineEndings(""),
            json.GetProperty("components").GetRawText());
    }

    [Theory]
    [InlineData(AnswerKind.Reply, false)]
    [InlineData(AnswerKind.Update, true)]
    public void Answer_LaidOut_TakesTheTextAwayOnlyOfAMessageThatItChanges(AnswerKind kind, bool isNull)
    {
        Answer answer = new() { Kind = kind, Body = MessageBody.Of(MessageBlock.Text("a")) };
        var json = JsonSerializer.SerializeToElement(Wire.Writer.ToCallback(answer), DiscordJson.Default.InteractionCallbackData);
        Assert.Equal(isNull, json.TryGetProperty("content", out var content));
        Assert.Equal(isNull ? JsonValueKind.Null : JsonValueKind.Undefined, content.ValueKind);
    }

    [Fact]
    public void Whisper_LaidOut_HasBothFlags() => Assert.Equal(
        MessageFlags.Ephemeral | MessageFlags.IsComponentsV2,
        Wire.Writer.ToCallback(Answer.Whisper(MessageBody.Of(MessageBlock.Text("a")))).Flags);

    [Fact]
    public void Edit_LaidOut_TakesTheTextAway()
    {
        var json = JsonSerializer.SerializeToElement(Wire.Writer.ToEdit(MessageBody.Of(MessageBlock.Text("a"))), DiscordJson.Default.EditMessage);
        Assert.Equal(JsonValueKind.Null, json.GetProperty("content").ValueKind);
        Assert.Equal(32768, json.GetProperty("flags").GetInt32());
    }
}
