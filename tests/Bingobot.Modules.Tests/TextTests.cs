using System.Reflection;
using System.Text.RegularExpressions;
using Bingobot.Discord.Payloads;
using Bingobot.Framework;

namespace Bingobot.Modules.Tests;

/// <summary>What the shipped modules declare and say: within Discord's limits, and all of it in German.</summary>
public sealed partial class TextTests
{
    public static TheoryData<string> Sentences =>
    [
        .. typeof(VotesModule).Assembly.GetTypes()
            .Where(type => type.Name.EndsWith("Sentences", StringComparison.Ordinal))
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Select(constant => (string)constant.GetRawConstantValue()!)
            .Distinct(),
    ];

    [Theory]
    [MemberData(nameof(Sentences))]
    public void Sentence_IsThereInGerman_WithTheSamePlaces(string text)
    {
        var said = ModuleTexts.All.Say(Locales.German, text);

        Assert.True(said != text || text == "#{0} {1}", $"'{text}' is not in Texts/de.json.");
        Assert.Equal(Places(text), Places(said));
    }

    [Fact]
    public void Commands_AreThereInGerman()
    {
        foreach (var command in ShippedModules.Create().SelectMany(module => module.Manifest.Commands))
        {
            Assert.True(command.NameLocalizations?.ContainsKey(Locales.German) == true, command.Name);
            if (command.Type == ApplicationCommandType.ChatInput)
                Assert.True(command.DescriptionLocalizations?.ContainsKey(Locales.German) == true, command.Name);
            foreach (var option in All(command.Options ?? []))
            {
                Assert.True(option.DescriptionLocalizations?.ContainsKey(Locales.German) == true, $"{command.Name} … {option.Name}");
                Assert.True(
                    option.NameLocalizations?.ContainsKey(Locales.German) == true || option.Name == "quorum", $"{command.Name} … {option.Name}");
            }
        }
    }

    [Fact]
    public void Commands_AreTheseAndNoOthers() => Assert.Equal(
        ["activity", "vote", "challenge", "restore", "Challenge"],
        ShippedModules.Create().SelectMany(module => module.Manifest.Commands).Select(command => command.Name));

    private static IEnumerable<ApplicationCommandOption> All(IReadOnlyList<ApplicationCommandOption> options) =>
        options.SelectMany(option => All(option.Options ?? []).Prepend(option));

    private static string[] Places(string text) =>
        [.. Place().Matches(text).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"\{(\d)(?::[^}]*)?\}")]
    private static partial Regex Place();
}
