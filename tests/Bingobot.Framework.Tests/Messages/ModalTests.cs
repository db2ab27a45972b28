using System.Text.Json;
using Bingobot.Discord.Payloads;
using Bingobot.Framework.Tests.Support;

namespace Bingobot.Framework.Tests.Messages;

/// <summary>Fields of modals whose options are all shown, and notes.</summary>
public sealed class ModalTests
{
    private static readonly MenuOption[] Two = [new("One", "1"), new("Two", "2", "The second", Chosen: true)];

    public static TheoryData<string, ModalField> Refused => new()
    {
        { "2 to 10 options", ModalField.OneOf("a", "A", Two[0]) },
        { "2 to 10 options", ModalField.OneOf("a", "A", [.. Enumerable.Range(0, 11).Select(i => new MenuOption($"{i}", $"{i}"))]) },
        { "1 to 10 options", ModalField.AnyOf("a", "A") },
        { "same value", ModalField.AnyOf("a", "A", Two[0], Two[0]) },
        { "more must be chosen", ModalField.AnyOf("a", "A", Two) with { MinChosen = 3 } },
        { "more must be chosen", ModalField.AnyOf("a", "A", Two) with { MinChosen = 2, MaxChosen = 1 } },
        { "more must be chosen", ModalField.AnyOf("a", "A", Two) with { MaxChosen = 11 } },
        { "must be", ModalField.AnyOf("a", "A", Two) with { MinChosen = 0 } },
        { "note", ModalField.Note("") },
    };

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void Field_ThatDiscordWouldRefuse_IsAFaultThatSaysWhat(string says, ModalField field)
    {
        var fault = Assert.Throws<InvalidOperationException>(() => ModalCheck.Check(new Modal("m:k:1", "Title", [field])));
        Assert.Contains(says, fault.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Modal_OfChoicesAndNotes_BecomesDiscordsComponents()
    {
        Modal modal = new("m:k:1", "Title",
        [
            ModalField.Note("Read *this*."),
            ModalField.OneOf("one", "One of", Two) with { Optional = true },
            ModalField.AnyOf("any", "Any of", Two) with { MaxChosen = 2, Description = "What you like" },
            ModalField.Note("And this."),
        ]);
        ModalCheck.Check(modal);

        var json = JsonSerializer.SerializeToElement(Wire.Writer.ToModal(modal), DiscordJson.Default.InteractionCallbackData);
        const string Options = """[{"label":"One","value":"1"},{"label":"Two","value":"2","description":"The second","default":true}]""";
        Assert.Equal(
            $$$"""
            [
            {"type":10,"content":"Read *this*."},
            {"type":18,"label":"One of","component":{"type":21,"custom_id":"one","options":{{{Options}}},"required":false}},
            {"type":18,"label":"Any of","component":{"type":22,"custom_id":"any","options":{{{Options}}},"min_values":1,"max_values":2,"required":true},"description":"What you like"},
            {"type":10,"content":"And this."}
            ]
            """.ReplaceLineEndings(""),
            json.GetProperty("components").GetRawText());
    }
}
