using System.Text.RegularExpressions;
using Bingobot.Configuration;

namespace Bingobot.Tests.Configuration;

/// <summary>The tables of settings name each one there is, and none that there is not.</summary>
public sealed partial class SettingsDocsTests
{
    /// <summary>Also sections whose keys are names of their own; a section that may only stand empty need not be told.</summary>
    private static IEnumerable<string> Known => Settings.All.Select(setting => setting.Path).Append(Settings.RetentionByType).Order(StringComparer.Ordinal);

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/operations.md")]
    public async Task Table_of_settings_is_whole(string file)
    {
        string text = await File.ReadAllTextAsync(
            Path.Combine(TestFolders.Repository(), file), TestContext.Current.CancellationToken);

        IEnumerable<string> told = Row().Matches(text).SelectMany(row => Names(row.Groups["names"].Value)).Except(Settings.EmptySections.Except(Known));

        Assert.Equal(Known, told.Order(StringComparer.Ordinal));
    }

    /// <summary>In a cell such as <c>`a.b.c`, `.d`</c>, the second is <c>a.b.d</c>.</summary>
    private static IEnumerable<string> Names(string cell)
    {
        string section = "";
        foreach (string name in Name().Matches(cell).Select(match => match.Groups[1].Value))
        {
            string path = name.StartsWith('.') ? section + name : name;
            section = path[..path.LastIndexOf('.')];
            yield return path;
        }
    }

    [GeneratedRegex(@"^\| (?<names>`(discord|data|modules|sandbox|dashboard)\.[\w.]+`(, `\.\w+`)*) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`([\\w.]+)`")]
    private static partial Regex Name();
}
