using System.Text;
using System.Text.Json;
using Bingobot.Discord.Payloads;

namespace Bingobot.Framework.Tests.Commands;

/// <summary>Each limit that Discord documents, with a message that says what to mend.</summary>
public sealed class CommandLimitTests
{
    public static TheoryData<string, Action> Mistakes => new()
    {
        { "because of 'U'", () => CommandNames.CheckName("Upper") },
        { "because of ' '", () => CommandNames.CheckName("two words") },
        { "has 0 characters", () => CommandNames.CheckName("") },
        { "has 33 characters", () => CommandNames.CheckName(new string('x', 33)) },
        { "context menu", () => CommandNames.CheckMenuName(new string('x', 33)) },
        { "context menu", () => CommandNames.CheckMenuName(" Challenge") },
        { "longer than 100 characters", () => new CommandOptions().Text("o", "x", choices: ["a", new string('x', 101)]) },
        { "same name", () => new CommandOptions().Text("o", "x", choices: ["a", "a"]) },
        { "file types", () => new CommandOptions().File("o", "x", types: []) },
        { "no range", () => new CommandOptions().Number("o", "x", min: 2, max: 1) },
        { "no range", () => new CommandOptions().Number("o", "x", min: double.NaN) },
        { "no option 'other'", () => new CommandOptions().Text("o", "x").Complete("other") },
        { "cannot be completed as well", () => new CommandOptions().Text("o", "x", choices: ["a"]).Complete("o") },
        { "no text or number", () => new CommandOptions().Flag("o", "x").Complete("o") },
        { "no subcommand; declare one", () => Declare(tree => tree.AddGroup("vote", "x", Terms.None)) },
        { "'vote admin' has no subcommand", () => Declare(tree =>
            {
                tree.AddGroup("vote", "x", Terms.None);
                tree.AddGroup("vote admin", "x", Terms.None);
            }) },
        { "at most 25 subcommands", () => Declare(tree =>
            {
                tree.AddGroup("vote", "x", Terms.None);
                for (var i = 0; i < 26; i++)
                    tree.Add($"vote s{i}", "x", new CommandOptions(), Terms.None);
            }) },
        { "age-restricted alone", () => Declare(tree =>
            {
                tree.AddGroup("vote", "x", Terms.None);
                tree.Add("vote start", "x", new CommandOptions(), new Terms { AgeRestricted = true });
            }) },
        { "declared twice", () => Declare(tree =>
            {
                tree.AddMenu(ApplicationCommandType.User, "Challenge", Terms.None);
                tree.AddMenu(ApplicationCommandType.User, "Challenge", Terms.None);
            }) },
        { "8000 are allowed. Shorten", () => Declare(Many) },
        { "The name of 'vote' in 'de'", () => Declare(Vote, """{"/vote":"Abstimmung"}""") },
        { "The description of 'vote question' in 'de'", () => Declare(Vote, $$"""{"What":"{{new string('x', 101)}}"}""") },
        { "is the name of another option", () => Declare(Vote, """{"/vote question":"x","/vote size":"x"}""") },
        { "is the name of another option", () => Declare(Vote, """{"/vote question":"size"}""") },
        { "no language of Discord's", () => Translations.None.With("klingon", Json("{}")) },
        { "given twice", () => Translations.None.With("de", Json("{}")).With("de", Json("{}")) },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Declaration_ThatDiscordWouldRefuse_SaysWhatToMend(string text, Action declare) =>
        Assert.Contains(text, Assert.ThrowsAny<Exception>(declare).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("abstimmung")]
    [InlineData("öffnen")]
    [InlineData("投票")]
    [InlineData("मतदान")]
    [InlineData("โหวต")]
    [InlineData("l'avis_2-3")]
    public void Name_OfAnyScript_IsAllowed(string name) => CommandNames.CheckName(name);

    [Fact]
    public void Groups_TwoDeep_BecomeWhatDiscordRegisters()
    {
        CommandTree tree = new();
        tree.AddGroup("shop", "Shop", new Terms { Member = Permissions.ManageGuild });
        tree.AddGroup("shop admin", "Admin", new Terms { Bot = Permissions.ManageRoles });
        tree.Add("shop admin stock", "Stock", new CommandOptions().Flag("all", "All"), new Terms { AnswersPrivately = true });
        tree.Add("shop buy", "Buy", new CommandOptions(), Terms.None);

        var shop = Assert.Single(tree.Localized(Translations.None));
        Assert.Equal(Permissions.ManageGuild, shop.DefaultMemberPermissions);
        Assert.Equal(["admin", "buy"], shop.Options!.Select(option => option.Name));
        Assert.Equal(ApplicationCommandOptionType.SubcommandGroup, shop.Options![0].Type);
        var stock = Assert.Single(shop.Options[0].Options!);
        Assert.Equal((ApplicationCommandOptionType.Subcommand, "stock", "all"), (stock.Type, stock.Name, stock.Options!.Single().Name));
        Assert.Equal(
            new Terms { Member = Permissions.ManageGuild, Bot = Permissions.ManageRoles },
            Terms.None.Within(tree.TermsAbove("shop admin stock")));
    }

    [Fact]
    public void Command_InOtherLanguages_IsRegisteredWithThem()
    {
        CommandTree tree = new();
        Vote(tree);

        var vote = Assert.Single(tree.Localized(Translations.None.With("de", Json(
            """{"/vote":"abstimmung","Decide":"Entscheiden","/vote question":"frage","What":"Was","one":"eins",}"""))));
        Assert.Equal("abstimmung", vote.NameLocalizations!["de"]);
        Assert.Equal("Entscheiden", vote.DescriptionLocalizations!["de"]);
        Assert.Equal(("frage", "Was"), (vote.Options![0].NameLocalizations!["de"], vote.Options[0].DescriptionLocalizations!["de"]));
        Assert.Equal("eins", vote.Options[1].Choices![0].NameLocalizations!["de"]);
        Assert.Null(vote.Options[1].NameLocalizations);
    }

    [Fact]
    public void Json_WithATextTwice_IsRefused() =>
        Assert.ThrowsAny<JsonException>(() => Translations.None.With("de", Json("""{"a":"b","a":"c"}""")));

    [Theory]
    [InlineData("de", "2 Stimmen")]
    [InlineData("fr", "2 votes")]
    [InlineData(null, "2 votes")]
    public void Text_IsSaidInTheLanguageOrAsItIs(string? locale, string said) =>
        Assert.Equal(said, Translations.None.With("de", Json("""{"{0} votes":"{0} Stimmen"}""")).Say(locale, "{0} votes", 2));

    private static MemoryStream Json(string json) => new MemoryStream(Encoding.UTF8.GetBytes(json));

    private static void Vote(CommandTree tree) => tree.Add(
        "vote", "Decide", new CommandOptions().Text("question", "What").WholeNumber("size", "Size", choices: [("one", 1)]), Terms.None);

    private static void Many(CommandTree tree)
    {
        tree.AddGroup("vote", "x", Terms.None);
        for (var i = 0; i < 4; i++)
        {
            CommandOptions options = new();
            for (var j = 0; j < 25; j++)
                options.Flag($"option{j}", new string('x', 80));
            tree.Add($"vote s{i}", "x", options, Terms.None);
        }
    }

    private static void Declare(Action<CommandTree> declare, string german = "{}")
    {
        CommandTree tree = new();
        declare(tree);
        CommandLimits.Check(tree.Localized(Translations.None.With("de", Json(german))));
    }
}
