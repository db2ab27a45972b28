using System.Text.Json;
using Bingobot.Framework;
using static Bingobot.Modules.Tests.Support.TestGuild;

namespace Bingobot.Modules.Tests.Votes;

public sealed class VoteFormTests
{
    [Fact]
    public async Task Form_Submitted_OpensAVoteWithOneOptionALine()
    {
        await using var guild = await StartAsync();
        var form = await guild.CommandAsync(Ada, "vote form");

        await guild.Stream.RestartAsync();
        await guild.SubmitAsync(
            Ada, form, ("question", "Where, and when?"), ("options", "Here, now\n\nThere, later\n"), ("duration", "2h"), ("quorum", "1"));

        var vote = guild.Votes.Find(1)!;
        Assert.Equal("Where, and when?", vote.Question);
        Assert.Equal(["Here, now", "There, later"], vote.Options);
        Assert.Equal((1, guild.Stream.Clock.GetUtcNow() + TimeSpan.FromHours(2)), (vote.Quorum, vote.ClosesAt));
        await guild.Stream.CheckReplayAsync();
    }

    [Fact]
    public async Task Form_WithTheQuestionAlone_HasWhatACommandWouldHave()
    {
        await using var guild = await StartAsync();

        await guild.SubmitAsync(Ada, await guild.CommandAsync(Ada, "vote form"), ("question", "Pizza?"), ("options", ""), ("duration", ""), ("quorum", " "));

        Assert.Equal(["yes", "no"], guild.Votes.Find(1)!.Options);
        Assert.Equal(VotesOptions.DefaultQuorum, guild.Votes.Find(1)!.Quorum);
    }

    [Theory]
    [InlineData("question", " ", "The question is empty")]
    [InlineData("options", "one", "one a line; yours has 1")]
    [InlineData("options", "same\nsame", "Two options are the same")]
    [InlineData("duration", "soon", "is no duration")]
    [InlineData("quorum", "all", "is no quorum. Write a whole number from 1 to 1000")]
    [InlineData("quorum", "0", "is no quorum")]
    public async Task Form_ThatCannotBe_SaysWhy(string field, string value, string text)
    {
        await using var guild = await StartAsync();
        (string, string)[] fields = field == "question" ? [(field, value)] : [("question", "Pizza?"), (field, value)];

        var answered = await guild.SubmitAsync(Ada, await guild.CommandAsync(Ada, "vote form"), fields);

        Assert.True(answered.Answer.Private);
        Assert.Contains(text, answered.Answer.Body.Text, StringComparison.Ordinal);
        Assert.Empty(guild.Votes.Open);
    }

    [Fact]
    public async Task Vote_InAGermanGuild_IsShownAndAnnouncedInGerman()
    {
        await using var guild = await StartAsync();
        guild.Locale = Locales.German;

        var answered = await guild.StartVoteAsync(Number("quorum", 1), Text("duration", "10m"));
        await guild.PressAsync(Grace, Button(answered, "ja"));
        await guild.Stream.PassAsync(TimeSpan.FromMinutes(11));

        Assert.Contains("**Abstimmung #1: Pizza?**", answered.Answer.Body.Text, StringComparison.Ordinal);
        var announced = JsonSerializer.Deserialize<JsonElement>(guild.Done("message.create").Single().Data.Span);
        Assert.Contains("**ja** gewann mit 1 Stimme von 1.", announced.GetProperty("body").GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.StartsWith(
            "Abstimmung #1 ist geschlossen. **ja** gewann",
            (await guild.PressAsync(Linus, Button(answered, "nein"))).Answer.Body.Text,
            StringComparison.Ordinal);
    }
}
