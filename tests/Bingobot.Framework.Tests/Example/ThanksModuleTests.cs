using System.Text.RegularExpressions;
using Bingobot.Discord.Payloads;
using Bingobot.Events.Testing;
using Bingobot.Example;
using Bingobot.Framework.Tests.Support;

namespace Bingobot.Framework.Tests.Example;

public sealed class ThanksModuleTests
{
    private const ulong Guild = 7;
    private static readonly Snowflake Ada = new(1);
    private static readonly Snowflake Grace = new(2);

    [Fact]
    public async Task Give_AddsToWhatWasThere() => await ModuleTest.For(() => Bot.ModulesOf([new ThanksModule()]))
        .In(Guild)
        .Given(new UserThanked(Grace, Ada, "the cake"))
        .When(Fact.Command(Ada, "thanks give", Fact.User("user", Grace)))
        .ThenAmong(new UserThanked(Grace, Ada, ""))
        .ThenState<ThanksState>(state => state.Received[Grace] == 2);

    [Fact]
    public async Task Give_ThenPress_CountsBoth()
    {
        await using var stream = await TestStream.StartAsync(() => Bot.ModulesOf([new ThanksModule()]));

        await stream.PublishAsync(Guild, Fact.Command(Ada, "thanks give", Fact.User("user", Grace)));
        var button = stream.EventsOf(FrameworkEvents.InteractionAnswered).Single().Answer.Body.Rows[0][0];
        await stream.PublishAsync(Guild, Fact.Press(Ada, button.CustomId));

        Assert.Equal(2, stream.StateOf<ThanksState>("thanks", Guild).Received[Grace]);
        await stream.CheckReplayAsync();
    }

    [Fact]
    public async Task Give_ToOneself_IsRefused()
    {
        await using var stream = await TestStream.StartAsync(() => Bot.ModulesOf([new ThanksModule()]));

        await stream.PublishAsync(Guild, Fact.Command(Ada, "thanks give", Fact.User("user", Ada)));

        Assert.Empty(stream.EventsOf(ThanksModule.UserThanked));
        Assert.True(stream.EventsOf(FrameworkEvents.InteractionAnswered).Single().Answer.Private);
    }

    /// <summary>The guide shows this very code, which compiles and is tested.</summary>
    [Fact]
    public async Task Guide_ShowsTheExampleAsItIs()
    {
        var root = RepositoryRoot();
        var code = await File.ReadAllTextAsync(
            Path.Combine(root, "tests/Bingobot.Framework.Tests/Example/ThanksModule.cs"), TestContext.Current.CancellationToken);
        var guide = await File.ReadAllTextAsync(Path.Combine(root, "docs/modules.md"), TestContext.Current.CancellationToken);

        var blocks = Regex.Matches(guide, "```csharp\n(.*?)```", RegexOptions.Singleline).Select(match => match.Groups[1].Value);

        Assert.Contains(code, blocks);
    }

    private static string RepositoryRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Bingobot.slnx")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException("Bingobot.slnx was not found above the test's folder.");
    }
}
