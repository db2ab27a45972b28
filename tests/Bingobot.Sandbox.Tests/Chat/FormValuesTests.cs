using System.Text.Json;
using Bingobot.Sandbox.Chat.Model;

namespace Bingobot.Sandbox.Tests.Chat;

public class FormValuesTests
{
    private static readonly FormFieldView Text = new(FormFieldKind.TextInput, "text", "Text", null) { Value = "begun" };
    private static readonly FormFieldView Box = new(FormFieldKind.Checkbox, "box", "Box", null);
    private static readonly FormFieldView Some = new(FormFieldKind.CheckboxGroup, "some", "Some", null) { Options = Options("a", "b") };
    private static readonly FormFieldView One = new(FormFieldKind.RadioGroup, "one", "One", null) { Options = Options("x", "y") };
    private static readonly FormFieldView Files = new(FormFieldKind.FileUpload, "files", "Files", null);

    private static SelectOptionView[] Options(params string[] values) =>
        [.. values.Select((value, i) => new SelectOptionView(value, value, null, IsDefault: i == 0))];

    [Fact]
    public void Values_FromTheStart_AreWhatTheFieldsSay()
    {
        FormValues values = new();
        values.Begin([Text, Box, Some, One, Files]);

        Assert.Equal("""{"text":"begun","box":false,"some":["a"],"one":["x"]}""", JsonSerializer.Serialize(values.ToJson()));
    }

    [Fact]
    public void Values_FilledIn_AreWhatWasChosen()
    {
        FormValues values = new();
        values.Begin([Text, Box, Some, One]);
        values.Set(Text, "changed");
        values.Set(Box, "true");
        values.Toggle(Some, "b", present: true, alone: false);
        values.Toggle(Some, "a", present: false, alone: false);
        values.Toggle(One, "y", present: true, alone: true);

        Assert.Equal("""{"text":"changed","box":true,"some":["b"],"one":["y"]}""", JsonSerializer.Serialize(values.ToJson()));
    }

    [Fact]
    public void Values_OfAnotherForm_AreForgotten()
    {
        FormValues values = new();
        values.Begin([Text]);
        values.Set(Text, "old");
        values.Begin([Text]);

        Assert.Equal("begun", values.Text(Text));
    }
}
