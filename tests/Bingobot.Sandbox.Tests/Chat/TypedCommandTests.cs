using Bingobot.Sandbox.Chat.Commands;
using CsCheck;

namespace Bingobot.Sandbox.Tests.Chat;

public sealed class TypedCommandTests
{
    [Theory]
    [InlineData("""/vote start question:"Pizza?" options:"yes,no" duration:2m""", "Pizza?", "yes,no", "2m")]
    [InlineData("""/vote start duration:2m options:yes,no question:Pizza?""", "Pizza?", "yes,no", "2m")]
    [InlineData("""  /VOTE  Start   Question: "Pizza?"  options: yes,no duration: 2m  """, "Pizza?", "yes,no", "2m")]
    [InlineData("""/vote start question:“Pizza?” options:„yes,no“ duration:2m""", "Pizza?", "yes,no", "2m")]
    [InlineData("""/vote start question:Is it 10:30 now? options:yes, not yet duration:2m""", "Is it 10:30 now?", "yes, not yet", "2m")]
    [InlineData("""/vote start question:"a \"b\" \\ \n" options:x duration:2m""", """a "b" \ \n""", "x", "2m")]
    [InlineData("""/vote start question:"duration:9h" options:see https://a.example/?x:1 duration:2m""", "duration:9h", "see https://a.example/?x:1", "2m")]
    public void Parse_GoodLine_GivesOptions(string line, string question, string options, string duration)
    {
        var command = Parse(line);

        Assert.Equal("vote start", command.Command.Name);
        Assert.Equal(["duration", "options", "question"], command.Options.Keys);
        Assert.Equal(question, command.Options["question"].GetString());
        Assert.Equal(options, command.Options["options"].GetString());
        Assert.Equal(duration, command.Options["duration"].GetString());
    }

    [Theory]
    [InlineData("/challenge user:@ada reason:loud", "1001")]
    [InlineData("/challenge user:Grace reason:loud", "1002")]
    [InlineData("/challenge user:<@1009> reason:loud", "1009")]
    [InlineData("/challenge user:<@!1009> reason:loud", "1009")]
    [InlineData("/challenge user:1001 reason:loud", "1001")]
    public void Parse_User_GivesId(string line, string id) => Assert.Equal(id, Parse(line).Options["user"].GetString());

    [Theory]
    [InlineData("/paint color:red", "color", "\"r\"")]
    [InlineData("/paint color:Deep blue", "color", "\"b\"")]
    [InlineData("/paint color:b", "color", "\"b\"")]
    [InlineData("/paint glossy:Yes", "glossy", "true")]
    [InlineData("/paint glossy:off", "glossy", "false")]
    [InlineData("/paint litres:0.5", "litres", "0.5")]
    [InlineData("/paint where:#general", "where", "\"2001\"")]
    [InlineData("/paint where:<#2002>", "where", "\"2002\"")]
    [InlineData("/activity top count:25", "count", "25")]
    public void Parse_Value_HasTypeOfOption(string line, string option, string json) =>
        Assert.Equal(json, Parse(line).Options[option].GetRawText());

    [Theory]
    [InlineData("/", "Type a command's name after the slash.", 0, 1)]
    [InlineData("/vote", "/vote needs a subcommand: /vote list, /vote start.", 1, 5)]
    [InlineData("/vote strat", "/vote has no subcommand 'strat': /vote list, /vote start.", 1, 11)]
    [InlineData("/chalenge user:@ada", "There is no command /chalenge. Did you mean /challenge?", 1, 9)]
    [InlineData("/vot start", "There is no command /vot. Did you mean /vote start?", 1, 10)]
    [InlineData("/xyzzy", "There is no command /xyzzy.", 1, 6)]
    [InlineData("/vote list all", "/vote list takes no options, so 'all' belongs to nothing.", 11, 14)]
    [InlineData("/vote list all:yes", "/vote list takes no options.", 11, 14)]
    [InlineData("/challenge @ada", "'@ada' belongs to no option. Say which it is for, as user:@ada", 11, 15)]
    [InlineData("/challenge user:@ada", "/challenge needs 'reason:' (The reason). It takes text of at most 20 characters.", 20, 20)]
    [InlineData("/challenge user:@adda reason:x", "'user' takes a member, and nobody here is called 'adda'. Did you mean @ada?", 16, 21)]
    [InlineData("/challenge user: reason:x", "'user:' has no value. It takes a member, as @name.", 11, 15)]
    [InlineData("/challenge user:ada reason:123456789 123456789 12", "'reason' has 22 characters. It takes text of at most 20 characters.", 27, 49)]
    [InlineData("/challenge user:ada user:ada reason:x", "'user:' is given twice.", 20, 24)]
    [InlineData("/challenge user:ada resaon:x", "/challenge has no option 'resaon'. Did you mean reason?", 20, 26)]
    [InlineData("/challenge user:ada note:x", "/challenge has no option 'note'. It has user, reason. Text with a colon goes into quotes.", 20, 24)]
    [InlineData("/challenge user:ada reason:\"x", "The quote after 'reason:' is never closed.", 27, 29)]
    [InlineData("/challenge user:ada reason:\"x\"y", "A space is missing after the closing quote.", 30, 31)]
    [InlineData("/paint glossy:maybe", "'glossy' takes true or false, not 'maybe'.", 14, 19)]
    [InlineData("/paint color:green", "'color' takes one of Red, Deep blue, not 'green'.", 13, 18)]
    [InlineData("/paint litres:0.4", "'litres' takes a number of at least 0.5, not '0.4'.", 14, 17)]
    [InlineData("/paint litres:NaN", "'litres' takes a number of at least 0.5, not 'NaN'.", 14, 17)]
    [InlineData("/paint where:#genral", "'where' takes a channel, and none here is called 'genral'. Did you mean #general?", 13, 20)]
    [InlineData("/activity top count:26", "'count' takes a whole number from 1 to 25, not '26'.", 20, 22)]
    [InlineData("/activity top count:1.5", "'count' takes a whole number from 1 to 25, not '1.5'.", 20, 23)]
    public void Parse_BadLine_SaysWhatAndWhere(string line, string message, int start, int end)
    {
        Assert.False(TypedCommand.TryParse(line, SampleScope.Scope, out _, out var error));

        Assert.Equal(message, error.Message);
        Assert.Equal(new TextSpan(start, end), error.Where);
    }

    [Fact]
    public void Parse_NoCommandsRegistered_SaysSo()
    {
        Assert.False(TypedCommand.TryParse("/vote list", CommandScope.Empty, out _, out var error));

        Assert.Equal("The bot has not registered any commands yet.", error.Message);
    }

    [Fact]
    public void Parse_QuotedText_GivesTextBack() =>
        Gen.String.Where(text => text.Length is > 0 and <= 20).Sample(text =>
        {
            var quoted = text.Replace("\\", "\\\\", StringComparison.Ordinal);
            foreach (var quote in "\"“”„")
                quoted = quoted.Replace(quote.ToString(), "\\" + quote, StringComparison.Ordinal);

            var command = Parse($"/challenge user:ada reason:\"{quoted}\"");

            Assert.Equal(text, command.Options["reason"].GetString());
        });

    [Fact]
    public void Parse_AnyLine_GivesCommandOrErrorWithinIt() =>
        Gen.OneOf("/", "vote", "start", "challenge", " ", ":", "question:", "user:", "reason:", "\"", "\\", "@ada", "x", "1")
            .Array[0, 15]
            .Select(parts => "/" + string.Concat(parts))
            .Sample(line =>
            {
                if (TypedCommand.TryParse(line, SampleScope.Scope, out _, out var error))
                    return;
                Assert.NotEmpty(error.Message);
                Assert.InRange(error.Where.Start, 0, line.Length);
                Assert.InRange(error.Where.End, error.Where.Start, line.Length);
            });

    private static TypedCommand Parse(string line)
    {
        Assert.True(TypedCommand.TryParse(line, SampleScope.Scope, out var command, out var error), error?.Message);
        return command;
    }
}
