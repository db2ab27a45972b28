using System.Text.Json;
using Bingobot.Discord.Payloads;
using Bingobot.Discord.Rest;
using Bingobot.Framework.Tests.Support;
using Microsoft.Extensions.Logging;

namespace Bingobot.Framework.Tests.Interactions;

public sealed class InteractionIntakeTests : IDisposable
{
    private readonly ScriptedDiscord _discord = new();
    private readonly FakeLog _log = new();
    private readonly DiscordRest _rest;
    private readonly InteractionIntake _intake;

    public InteractionIntakeTests()
    {
        _rest = _discord.Rest();
        _intake = Wire.Intake(_rest, logger: _log);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    public void ComponentOrModal_WithTheBotsSeal_IsKeptWithoutIt(int type)
    {
        var fact = Take(type, $$"""{"custom_id":"{{Wire.Seal.Seal("votes:cast:1")}}","components":[]}""")!;

        Assert.Equal(("votes:cast:1", false), (fact.CustomId, fact.IsForged));
        Assert.Empty(_log.Lines);
    }

    [Theory]
    [InlineData("votes:cast:1")]
    [InlineData("AAAAAAAAAAAA.votes:cast:1")]
    public void Component_OfSomebodyElsesMaking_IsForgedAndWarnedOfWithoutIt(string customId)
    {
        var fact = Take(3, $$"""{"custom_id":"{{customId}}"}""")!;

        Assert.Equal(("", true), (fact.CustomId, fact.IsForged));
        var line = Assert.Single(_log.Lines);
        Assert.Equal(LogLevel.Warning, line.Level);
        Assert.DoesNotContain("cast", line.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Select_OfUsers_TellsWhoWasChosen()
    {
        var fact = Take(3, $$$"""
            {"custom_id":"{{{Wire.Seal.Seal("m:k:")}}}","component_type":7,"values":["3","8","9"],
             "resolved":{"users":{"3":{"id":"3","username":"robot","bot":true}},"members":{"3":{"nick":"Robbie","roles":[]}},
                         "roles":{"8":{"id":"8","name":"Admins","permissions":"0"} } } }
            """)!;

        Assert.Equal(["3", "8", "9"], fact.Values);
        Assert.Equal(
            [(3UL, EntityKind.User, "Robbie", true), (8UL, EntityKind.Role, "Admins", false)],
            fact.Entities!.Select(e => (e.Id.Value, e.Kind, e.Name, e.Bot == true)));
        Assert.Equal(["Robbie", "Admins"], Mentioned.AllOf(fact.Values, fact.Entities).Select(one => one.Name));
    }

    [Fact]
    public void UserCommand_TellsItsTarget()
    {
        var fact = Take(2, """
            {"id":"5","name":"Challenge","type":2,"target_id":"3","resolved":{"users":{"3":{"id":"3","username":"linus","global_name":"Linus"} } } }
            """)!;

        Assert.Equal((InteractionKind.UserCommand, "Challenge", "Linus"), (fact.Kind, fact.Command, fact.TargetUser!.Name));
    }

    [Fact]
    public void MessageCommand_TellsItsTarget()
    {
        var fact = Take(2, """
            {"id":"5","name":"Quote","type":3,"target_id":"600","resolved":{"messages":{"600":{"id":"600","channel_id":"500",
             "author":{"id":"3","username":"linus"},"content":"hello","timestamp":"2026-01-01T00:00:00Z"} } } }
            """)!;

        Assert.Equal(
            (InteractionKind.MessageCommand, new TargetMessage(new Snowflake(600), new Snowflake(3), "linus", false, "hello")),
            (fact.Kind, fact.TargetMessage));
    }

    [Fact]
    public void Modal_TellsItsFields()
    {
        var fact = Take(5, $$$"""
            {"custom_id":"{{{Wire.Seal.Seal("m:k:x")}}}","components":[
              {"type":18,"component":{"type":4,"custom_id":"why","value":"because"}},
              {"type":18,"component":{"type":5,"custom_id":"who","values":["3"]}},
              {"type":18,"component":{"type":23,"custom_id":"sure","value":true}},
              {"type":18,"component":{"type":19,"custom_id":"proof","values":["70"]}}],
             "resolved":{"users":{"3":{"id":"3","username":"linus"}},
                         "attachments":{"70":{"id":"70","filename":"a.png","size":12,"url":"https://x/a.png","content_type":"image/png"} } } }
            """)!;

        Assert.Equal(
            ["why=because", "who=3", "sure=true", "proof=70"], fact.Fields!.Select(field => $"{field.Name}={string.Join(',', field.Values)}"));
        Assert.Equal(["linus", "a.png"], fact.Entities!.Select(entity => entity.Name));
        Assert.Equal(new AttachedFile(new Snowflake(70), "a.png", "https://x/a.png", 12, "image/png"), fact.Entities![1].File);
    }

    [Fact]
    public void Command_OfAGroup_WithARoleAndAFile_IsKeptWhole()
    {
        var fact = Take(2, """
            {"id":"5","name":"shop","type":1,"options":[{"name":"admin","type":2,"options":[{"name":"stock","type":1,"options":[
              {"name":"who","type":9,"value":"8"},{"name":"list","type":11,"value":"70"}]}]}],
             "resolved":{"roles":{"8":{"id":"8","name":"Admins","permissions":"0"}},
                         "attachments":{"70":{"id":"70","filename":"a.csv","size":12,"url":"https://x/a.csv"} } } }
            """)!;

        Assert.Equal("shop admin stock", fact.Command);
        Assert.Equal(("Admins", true), (fact.Options[0].Label, fact.Options[0].IsRole));
        Assert.Equal("a.csv", fact.Options[1].File!.Name);
    }

    [Theory]
    [InlineData("de", "de")]
    [InlineData("xx", null)]
    public void Locale_IsKeptWhereDiscordHasIt(string locale, string? kept)
    {
        var fact = Take(2, """{"id":"5","name":"x","type":1}""", locale)!;

        Assert.Equal((kept, kept), (fact.Locale, fact.GuildLocale));
        Assert.Equal((Permissions.ManageGuild, Permissions.SendMessages), (fact.MemberPermissions, fact.AppPermissions));
    }

    [Fact]
    public void Modal_OfManyFieldsAndLongTexts_IsBounded()
    {
        var fields = string.Join(',', Enumerable.Range(0, 500).Select(i =>
            $$$"""{"type":18,"component":{"type":4,"custom_id":"f{{{i}}}","value":"{{{new string('x', 9000)}}}"}}"""));

        var fact = Take(5, $$"""{"custom_id":"{{Wire.Seal.Seal("m:k:x")}}","components":[{{fields}}]}""")!;

        Assert.Equal(40, fact.Fields!.Count);
        Assert.All(fact.Fields, field => Assert.Equal(4000, field.Values.Single().Length));
    }

    public void Dispose()
    {
        _rest.Dispose();
        _discord.Dispose();
    }

    private InteractionReceived? Take(int type, string data, string locale = "en-US") => _intake.Take(JsonSerializer.Deserialize(
        $$$"""
        {"id":"10","application_id":"99","type":{{{type}}},"token":"t","version":1,"guild_id":"7","channel_id":"500","locale":"{{{locale}}}",
         "guild_locale":"{{{locale}}}","app_permissions":"2048",
         "member":{"user":{"id":"1","username":"ada"},"roles":[],"permissions":"32"},"data":{{{data}}} }
        """,
        DiscordJson.Default.Interaction)!);
}
