namespace Bingobot.Events.Testing.Tests;

public sealed class ReplayTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bingobot-replay-");

    private string Recorded => Path.Combine(_folder.FullName, "reminders-1.ndjson");

    private string Kept => Path.Combine(_folder.FullName, "reminders-1.state.json");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Stream_ThatWasRecorded_GivesTheStateThatWasKept()
    {
        StateDigest digest = await RecordAsync();

        StreamSnapshot state = await ModuleTest.ReplayAsync(Recorded, Reminders.Alone);

        Assert.Equal(digest.Hash, StateReport.Digest(state).Hash);
        Assert.Equal(2, state.TimerCount);
        Assert.Single(state.PendingEffects);
    }

    [Fact]
    public async Task Stream_ThatGivesAnotherState_IsRefusedWithThePathAndHowToAccept()
    {
        await RecordAsync();

        string message = await FailureAsync(() => [new Reminders(loses: true)]);

        Assert.Contains("no longer gives the state that it gave", message, StringComparison.Ordinal);
        Assert.Contains("modules.reminders.state.1.open.cake: expected \"Cake!\", found \"\"", message, StringComparison.Ordinal);
        Assert.Contains("BINGOBOT_ACCEPT_STATE=1", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_OfAModuleWithAnotherVersion_ShowsIt()
    {
        await RecordAsync();

        string message = await FailureAsync(() => [new Reminders(version: 2)]);

        Assert.Contains("modules.reminders.version: expected 1, found 2", message, StringComparison.Ordinal);
        Assert.Contains("runtime.effects[0]: expected", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_WithoutAState_IsRefusedWithHowToAccept()
    {
        StateDigest digest = await RecordAsync();
        File.Delete(Kept);

        string message = await FailureAsync(Reminders.Alone);

        Assert.Contains($"gives the state {digest.Hash} at event", message, StringComparison.Ordinal);
        Assert.Contains("BINGOBOT_ACCEPT_STATE=1", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task State_ThatIsAccepted_IsKeptFromThenOn()
    {
        await RecordAsync();
        try
        {
            Environment.SetEnvironmentVariable(ExpectedState.AcceptVariable, "1");
            await ModuleTest.ReplayAsync(Recorded, () => [new Reminders(loses: true)]);
        }
        finally
        {
            Environment.SetEnvironmentVariable(ExpectedState.AcceptVariable, null);
        }

        await ModuleTest.ReplayAsync(Recorded, () => [new Reminders(loses: true)]);
        Assert.Contains("open.cake: expected \"\", found \"Cake!\"", await FailureAsync(Reminders.Alone), StringComparison.Ordinal);
    }

    [Fact]
    public async Task State_WhoseHashAloneDiffers_SaysSo()
    {
        await RecordAsync();
        string kept = await File.ReadAllTextAsync(Kept, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            Kept, kept.Replace("\"hash\": \"", "\"hash\": \"0", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        Assert.Contains("made their hashes in another way", await FailureAsync(Reminders.Alone), StringComparison.Ordinal);

        await File.WriteAllTextAsync(Kept, """{"seq":8,"hash":"00"}""", TestContext.Current.CancellationToken);
        Assert.Contains("The file keeps hashes only", await FailureAsync(Reminders.Alone), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_OfALineThatIsNone_NamesTheLine()
    {
        await RecordAsync();
        string[] lines = await File.ReadAllLinesAsync(Recorded, TestContext.Current.CancellationToken);
        lines[2] = lines[2].Replace("\"seq\":3", "\"seq\":\"3\"", StringComparison.Ordinal);
        await File.WriteAllLinesAsync(Recorded, lines, TestContext.Current.CancellationToken);

        Assert.Contains("reminders-1.ndjson:3: expected is \"seq\" with a whole number", await FailureAsync(Reminders.Alone), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_WithHoles_IsReplayed()
    {
        await RecordAsync();
        string[] lines = await File.ReadAllLinesAsync(Recorded, TestContext.Current.CancellationToken);
        await File.WriteAllLinesAsync(Recorded, lines.Where(line => !line.Contains("unheard", StringComparison.Ordinal)), TestContext.Current.CancellationToken);

        await ModuleTest.ReplayAsync(Recorded, Reminders.Alone);
    }

    [Fact]
    public async Task Stream_ThatIsNotDeterministic_IsRefused()
    {
        await RecordAsync("tiki");

        Assert.Contains("a module is not deterministic", await FailureAsync(() => [new Reminders(byCulture: true)]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_ThatIsNotThere_SaysWhereItWasLookedFor()
    {
        ModuleTestException fault = await Assert.ThrowsAsync<ModuleTestException>(() => ModuleTest.ReplayAsync("missing.ndjson", Reminders.Alone));

        Assert.Contains("There is no recorded stream missing.ndjson. Looked for: ", fault.Message, StringComparison.Ordinal);
        Assert.Contains(AppContext.BaseDirectory, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RecordedLines_AreWhatExportWrites()
    {
        await RecordAsync();

        string text = await File.ReadAllTextAsync(Recorded, TestContext.Current.CancellationToken);

        Assert.StartsWith("""{"seq":1,"time":"2026-01-01T00:00:00+00:00","guild":"0","type":"StreamCreated","data":{"stream":""", text, StringComparison.Ordinal);
        Assert.Contains(""","guild":"1","type":"ReminderSet","version":3,"data":{"id":"cake","text":"Cake!","minutes":60}}""", text, StringComparison.Ordinal);
    }

    private async Task<string> FailureAsync(Func<IReadOnlyList<IModule>> modules) =>
        (await Assert.ThrowsAsync<ModuleTestException>(() => ModuleTest.ReplayAsync(Recorded, modules))).Message;

    /// <summary>A reminder that came, whose message is still to be sent, and one whose timer is still set.</summary>
    private async Task<StateDigest> RecordAsync(string text = "Tea!")
    {
        StateDigest? digest = null;
        await ModuleTest.For(Reminders.Alone)
            .AnswerEffects(_ => null)
            .GivenJson("Unheard", 1, """{"of":"unheard"}""")
            .When(new ReminderSet("tea", text, 5))
            .When(new ReminderSet("cake", "Cake!", 60))
            .When(new ReminderSet("more", text, 90))
            .After(TimeSpan.FromMinutes(5))
            .Then(async stream =>
            {
                await stream.RecordAsync(Recorded);
                digest = StateReport.Digest(stream.State);
            });
        Assert.True(File.Exists(Kept));
        return digest!;
    }
}
