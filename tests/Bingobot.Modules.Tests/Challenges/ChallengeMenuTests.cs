using Bingobot.Framework;
using static Bingobot.Modules.Tests.Support.TestGuild;

namespace Bingobot.Modules.Tests.Challenges;

public sealed class ChallengeMenuTests
{
    [Fact]
    public async Task Menu_AsksForTheReason_ThenOpensTheVote()
    {
        await using var guild = await StartAsync();

        var form = await guild.MenuAsync(Ada, "Challenge", Linus, "linus: the 3rd");
        await guild.SubmitAsync(Ada, form, ("reason", "spam"));

        Assert.Equal((AnswerKind.Modal, "Challenge linus: the 3rd"), (form.Answer.Kind, form.Answer.Modal!.Title));
        Assert.Equal("spam", guild.Challenges.Cases[Linus].Reason);
        Assert.Equal("Keep linus: the 3rd from using this bot? Reason: spam", guild.Votes.Find(1)!.Question);
    }

    [Fact]
    public async Task Menu_OfALongName_FitsIntoTheCustomId()
    {
        await using var guild = await StartAsync();

        var form = await guild.MenuAsync(Ada, "Challenge", new(ulong.MaxValue), new string('ß', 100));

        Assert.Null(form.Fault);
        Assert.Equal(AnswerKind.Modal, form.Answer.Kind);
    }

    [Theory]
    [InlineData(1UL, false, "yourself")]
    [InlineData(3UL, true, "A bot cannot")]
    public async Task Menu_OfWhoCannotBeChallenged_SaysSo(ulong target, bool bot, string text)
    {
        await using var guild = await StartAsync();

        var answered = await guild.MenuAsync(Ada, "Challenge", new(target), "name", bot);

        Assert.Contains(text, answered.Answer.Body.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("  ", "The reason is empty")]
    [InlineData(201, "at most 200 characters; yours has 201")]
    public async Task Form_WithoutAGoodReason_SaysSo(object reason, string text)
    {
        await using var guild = await StartAsync();
        var written = reason is int length ? new string('x', length) : (string)reason;

        var answered = await guild.SubmitAsync(Ada, await guild.MenuAsync(Ada, "Challenge", Linus, "linus"), ("reason", written));

        Assert.Contains(text, answered.Answer.Body.Text, StringComparison.Ordinal);
        Assert.Empty(guild.Challenges.Cases);
    }

    [Fact]
    public async Task Restrained_ByAVote_AreToldInTheirLanguage()
    {
        await using var guild = await StartAsync();
        guild.Locale = Locales.German;
        var vote = await guild.SubmitAsync(Ada, await guild.MenuAsync(Ada, "Challenge", Linus, "linus"), ("reason", "spam"));
        foreach (var user in (Bingobot.Discord.Payloads.Snowflake[])[Ada, Grace, new(11)])
            await guild.PressAsync(user, Button(vote, "ja"));
        await guild.Stream.PassAsync(TimeSpan.FromMinutes(11));

        var answered = await guild.CommandAsync(Linus, "vote list");

        Assert.StartsWith("Eine Abstimmung hält dich", answered.Answer.Body.Text, StringComparison.Ordinal);
    }
}
