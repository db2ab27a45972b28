using Bingobot.Sandbox.Chat.Model;

namespace Bingobot.Sandbox.Tests.Chat;

public sealed class SentLinesTests
{
    private readonly SentLines _lines = new();

    [Fact]
    public void Before_AndAfter_WalkThroughLines()
    {
        _lines.Add("one");
        _lines.Add("two");

        Assert.Equal("two", _lines.Before("")?.Text);
        Assert.Equal("one", _lines.Before("two")?.Text);
        Assert.Null(_lines.Before("one"));
        Assert.Equal("two", _lines.After("one")?.Text);
        Assert.Equal("", _lines.After("two")?.Text);
        Assert.Null(_lines.After(""));
    }

    [Fact]
    public void Before_TextOfOwn_IsLeftAlone()
    {
        _lines.Add("one");

        Assert.Null(_lines.Before("something else"));
        Assert.Equal("one", _lines.Before("")?.Text);
        Assert.Null(_lines.Before("one, changed"));
    }

    [Fact]
    public void Add_SameLineAgain_KeepsOne()
    {
        foreach (var line in (string[])["one", "two", "one"])
            _lines.Add(line);

        Assert.Equal("one", _lines.Before("")?.Text);
        Assert.Equal("two", _lines.Before("one")?.Text);
        Assert.Null(_lines.Before("two"));
    }

    [Fact]
    public void Add_ManyLines_ForgetsOldest()
    {
        for (var line = 0; line < 60; line++)
            _lines.Add($"{line}");

        var text = "";
        while (_lines.Before(text) is { } content)
            text = content.Text;

        Assert.Equal("10", text);
    }
}
