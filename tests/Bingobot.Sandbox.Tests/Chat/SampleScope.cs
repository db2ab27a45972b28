using System.Text.Json;
using Bingobot.Sandbox.Chat.Commands;

namespace Bingobot.Sandbox.Tests.Chat;

/// <summary>A guild with commands of every kind of option.</summary>
internal static class SampleScope
{
    public static UserView Ada { get; } = new("1001", "ada", IsBot: false);

    public static UserView Grace { get; } = new("1002", "grace", IsBot: false);

    public static UserView Bot { get; } = new("1009", "Bingobot", IsBot: true);

    public static ChannelView General { get; } = new("2001", "1", "general", ChannelKind.Text);

    public static CommandScope Scope { get; } = new(
        [
            new CommandView("activity me", "What you did", []),
            new CommandView("activity top", "Who did most", [Option("count", OptionKind.WholeNumber, min: 1, max: 25)]),
            new CommandView("challenge", "Opens a vote on somebody",
            [
                Option("user", OptionKind.User, isRequired: true),
                Option("reason", OptionKind.Text, isRequired: true, max: 20),
            ]),
            new CommandView("paint", "Paints",
            [
                Option("color", OptionKind.Text) with { Choices = [Choice("Red", "r"), Choice("Deep blue", "b")] },
                Option("glossy", OptionKind.Boolean),
                Option("litres", OptionKind.Number, min: 0.5),
                Option("where", OptionKind.Channel),
                Option("for", OptionKind.Role),
            ]),
            new CommandView("vote list", "Open votes", []),
            new CommandView("vote start", "Starts a vote",
            [
                Option("duration", OptionKind.Text),
                Option("question", OptionKind.Text, isRequired: true, max: 300),
                Option("options", OptionKind.Text, isRequired: true),
                Option("quorum", OptionKind.WholeNumber, min: 1),
            ]),
        ],
        [Ada, Grace, Bot],
        [General, new ChannelView("2002", "1", "voice", ChannelKind.Voice)],
        [new RoleView("1", "@everyone"), new RoleView("3001", "helpers")]);

    private static OptionView Option(
        string name, OptionKind kind, bool isRequired = false, double? min = null, double? max = null) =>
        new(name, $"The {name}", kind, isRequired, [], min, max);

    private static ChoiceView Choice(string name, string value) => new(name, JsonSerializer.SerializeToElement(value));
}
