using Bingobot.Discord.Payloads;

namespace Bingobot.Framework.Tests.Commands;

public sealed class CommandDeclarationTests
{
    [Fact]
    public void Declarations_BecomeWhatDiscordRegisters()
    {
        CommandTree tree = new();
        tree.AddGroup("vote", "Decide", Terms.None);
        tree.Add("vote start", "Open", new CommandOptions().Text("question", "What", required: true, maxLength: 300).Flag("secret", "Hidden"), Terms.None);
        tree.Add("about", "Tell", new CommandOptions(), Terms.None);

        var commands = tree.Localized(Translations.None);
        Assert.Equal(["about", "vote"], commands.Select(command => command.Name));
        var start = Assert.Single(commands[1].Options!);
        Assert.Equal((ApplicationCommandOptionType.Subcommand, "start"), (start.Type, start.Name));
        Assert.Equal(
            [("question", ApplicationCommandOptionType.Text, true), ("secret", ApplicationCommandOptionType.Flag, false)],
            start.Options!.Select(option => (option.Name, option.Type, option.Required == true)));
        Assert.All(commands, command => Assert.Equal([InteractionContextType.Guild], command.Contexts!));
    }

    public static TheoryData<string, Action> Mistakes => new()
    {
        { "no name", () => new CommandOptions().Flag("Upper", "x") },
        { "no name", () => new CommandOptions().Flag("", "x") },
        { "no name", () => new CommandOptions().Flag(new string('x', 33), "x") },
        { "1 to 100", () => new CommandOptions().Flag("name", "") },
        { "1 to 100", () => new CommandOptions().Flag("name", new string('x', 101)) },
        { "twice", () => new CommandOptions().Flag("name", "x").Flag("name", "x") },
        { "required", () => new CommandOptions().Flag("a", "x").Flag("b", "x", required: true) },
        { "at most 25", () => Many(26) },
        { "choices", () => new CommandOptions().Text("a", "x", choices: []) },
        { "maxLength", () => new CommandOptions().Text("a", "x", maxLength: 6001) },
        { "max", () => new CommandOptions().WholeNumber("a", "x", min: 2, max: 1) },
        { "before its subcommand", () => new CommandTree().Add("vote start", "x", new CommandOptions(), Terms.None) },
        { "twice", () => Twice("about") },
        { "no command", () => new CommandTree().Add("a b c d", "x", new CommandOptions(), Terms.None) },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Declaration_ThatDiscordWouldRefuse_IsRefusedAtOnce(string text, Action declare) =>
        Assert.Contains(text, Assert.ThrowsAny<Exception>(declare).Message, StringComparison.Ordinal);

    private static void Many(int count)
    {
        CommandOptions options = new();
        for (var i = 0; i < count; i++)
            options.Flag($"o{i}", "x");
    }

    private static void Twice(string name)
    {
        CommandTree tree = new();
        tree.Add(name, "x", new CommandOptions(), Terms.None);
        tree.Add(name, "x", new CommandOptions(), Terms.None);
    }
}
