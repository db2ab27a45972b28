using System.Reflection;

namespace Bingobot.Events.Testing.Tests;

public sealed class ScenarioTests
{
    private static readonly ReminderSet Tea = new("tea", "Tea!", 5);
    private static readonly ReminderSet Cake = new("cake", "Cake!", 60);

    [Fact]
    public async Task Story_ThatGoesAsTold_Passes() => await ModuleTest.For(Reminders.Alone)
        .In(7)
        .Given(Cake)
        .When(Tea)
        .Then()
        .ThenEffects()
        .ThenState(RemindersState.With(("cake", "Cake!"), ("tea", "Tea!")))
        .After(TimeSpan.FromMinutes(5))
        .Then(new ReminderCame("tea", "Tea!"))
        .ThenEffects(ExpectedEffect.Of(Reminders.Ping, new Ping("Tea!"), key: "tea"))
        .After(TimeSpan.FromDays(7))
        .Then(new TimerFired("reminders", "cake", TestClock.Beginning.AddHours(1)), new ReminderCame("cake", "Cake!"))
        .ThenAmong(new ReminderCame("cake", "Cake!"))
        .ThenState<RemindersState>(state => state.Done == 2)
        .ThenAllRun()
        .In(8)
        .ThenState(RemindersState.None, "reminders");

    [Fact]
    public async Task Then_WithAnotherEvent_ShowsWhereTheyDiffer()
    {
        string message = await FailureAsync(ModuleTest.For(Reminders.Alone)
            .When(Tea).When(Cake)
            .After(TimeSpan.FromHours(2))
            .Then(new ReminderCame("tea", "Tea?"), new ReminderCame("cake", "Cake!"), new ReminderMissed("cake")));

        Assert.Equal(
            """
            Step 4, Then: The events are others (- expected, + found):
              - ReminderCame {"id":"tea","text":"Tea?"}
              + ReminderCame {"id":"tea","text":"Tea!"}
                  $.text: expected "Tea?", found "Tea!"
                ReminderCame {"id":"cake","text":"Cake!"}
              - ReminderMissed {"id":"cake"}
            """.ReplaceLineEndings("\n"),
            message);
    }

    [Fact]
    public async Task ThenAmong_InAnotherOrder_NamesWhatIsMissing()
    {
        string message = await FailureAsync(ModuleTest.For(Reminders.Alone)
            .When(Tea).When(Cake)
            .After(TimeSpan.FromHours(2))
            .ThenAmong(new ReminderCame("cake", "Cake!"), new ReminderCame("tea", "Tea!")));

        Assert.Contains("Step 4, ThenAmong: ReminderCame is missing, or in another place", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ThenState_ThatIsAnother_ShowsThePath()
    {
        string message = await FailureAsync(ModuleTest.For(Reminders.Alone)
            .When(Tea)
            .ThenState(RemindersState.With(("tea", "Coffee!"), ("milk", "Milk!")) with { Done = 1 }));

        Assert.Equal(
            """
            Step 2, ThenState: The state of the module reminders in partition 1 is another:
              $.done: expected 1, found 0
              $.open.milk: expected "Milk!", found nothing
              $.open.tea: expected "Coffee!", found "Tea!"
            """.ReplaceLineEndings("\n"),
            message);
        Assert.Contains(
            "state.Open.IsEmpty\n  found {\"done\":0,\"open\":{\"tea\":\"Tea!\"}}",
            await FailureAsync(ModuleTest.For(Reminders.Alone).When(Tea).ThenState<RemindersState>(state => state.Open.IsEmpty)),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task ThenEffects_ThatAreOthers_ShowsThem()
    {
        string message = await FailureAsync(ModuleTest.For(Reminders.Alone)
            .When(Tea).When(Cake)
            .After(TimeSpan.FromHours(2))
            .ThenEffects(ExpectedEffect.Of(Reminders.Ping, new Ping("Cake!")), ExpectedEffect.Of(Reminders.Ping, new Ping("Tea!"), key: "pot")));

        Assert.Contains("1 of 2 effects are as expected, others are not", message, StringComparison.Ordinal);
        Assert.Contains("- ping key 'pot' {\"text\":\"Tea!\"}\n  + ping key 'tea' {\"text\":\"Tea!\"}", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Timers_OfAWeek_FireInOrderAtTheirVeryTime()
    {
        const int Timers = 2_000;
        ReminderSet[] reminders = [.. Enumerable.Range(0, Timers).Select(i => new ReminderSet($"r{i}", "", 1 + (i * 7919 % 10_000)))];

        await ModuleTest.For(Reminders.Alone)
            .Given(reminders)
            .After(TimeSpan.FromDays(7))
            .Then(stream =>
            {
                Recorded[] came = [.. stream.Log.Events.Where(e => e.Type == Reminders.Came.Name)];
                Assert.Equal(reminders.OrderBy(r => r.Minutes).Select(r => r.Id), stream.EventsOf(Reminders.Came).Select(e => e.Id));
                Assert.Equal(
                    reminders.OrderBy(r => r.Minutes).Select(r => TestClock.Beginning.AddMinutes(r.Minutes)), came.Select(e => e.Time));
                Assert.Equal(TestClock.Beginning.AddDays(7), stream.Clock.GetUtcNow());
            });
    }

    [Fact]
    public async Task Timer_ThatFellDueWhileStopped_FiresOnceAfterwards() => await ModuleTest.For(Reminders.Alone)
        .When(Tea)
        .Restart(downFor: TimeSpan.FromHours(1))
        .Then(new ReminderCame("tea", "Tea!"))
        .Restart()
        .Then();

    [Fact]
    public async Task Effect_WithoutAnAnswer_IsDoneAgainWithTheSameIdAfterACrash() => await ModuleTest.For(Reminders.Alone)
        .AnswerEffects(_ => null)
        .When(Tea)
        .After(TimeSpan.FromMinutes(5))
        .Then(new ReminderCame("tea", "Tea!"))
        .AnswerEffects(_ => new EffectOutcome.Succeeded(default))
        .Crash()
        .ThenEffects(ExpectedEffect.Of(Reminders.Ping, new Ping("Tea!"), key: "tea"))
        .Then(stream =>
        {
            Assert.Equal(2, stream.Effects.Executed.Count);
            Assert.Single(stream.Effects.Executed.Select(effect => effect.Id).Distinct());
            Assert.Single(stream.EventsOf(RuntimeEvents.EffectSucceeded));
        });

    [Fact]
    public async Task Effect_ThatFails_IsAnEventForTheModule() => await ModuleTest.For(Reminders.Alone)
        .AnswerEffects(effect => effect.Key == "tea" ? new EffectOutcome.Failed("No tea.") : new EffectOutcome.Unknown("Who knows."))
        .Given(Tea, Cake)
        .After(TimeSpan.FromHours(2))
        .Then(new ReminderCame("tea", "Tea!"), new ReminderMissed("tea"), new ReminderCame("cake", "Cake!"));

    [Fact]
    public async Task Effect_ThatIsToBeTriedAgain_IsTriedWhenItsTimeHasCome()
    {
        int tries = 0;

        await ModuleTest.For(Reminders.Alone)
            .AnswerEffects(_ => ++tries <= 2
                ? new EffectOutcome.Retry(TimeSpan.FromHours(3), "busy")
                : new EffectOutcome.Succeeded(default))
            .When(Tea)
            .After(TimeSpan.FromHours(3))
            .Then(stream => Assert.Empty(stream.EventsOf(RuntimeEvents.EffectSucceeded)))
            .After(TimeSpan.FromHours(12))
            .Then(stream => Assert.Single(stream.EventsOf(RuntimeEvents.EffectSucceeded)));

        Assert.Equal(3, tries);
    }

    [Fact]
    public async Task Event_OfAnOlderVersionOrName_IsReadAsTheNewest() => await ModuleTest.For(Reminders.Alone)
        .GivenJson("ReminderSet", 1, """{"id":"a","what":"one","hours":1}""")
        .GivenJson("AlarmSet", 2, """{"id":"b","what":"two","minutes":120}""")
        .GivenJson("Forgotten", 9, """{"by":"all"}""")
        .ThenState(RemindersState.With(("a", "one"), ("b", "two")))
        .After(TimeSpan.FromHours(1))
        .Then(new ReminderCame("a", "one"))
        .Then(stream => Assert.Equal(
            [new ReminderSet("a", "one", 60), new ReminderSet("b", "two", 120)], stream.EventsOf(Reminders.Set)));

    [Theory]
    [InlineData("ReminderSet", 4, """{"id":"a"}""", "recorded in version 4, and this program knows it up to version 3. Run the newer program")]
    [InlineData("ReminderSet", 1, """{"id":"a"}""", "The upcaster of ReminderSet from version 1 to 2 failed")]
    [InlineData("ReminderSet", 1, "[]", "is no JSON object")]
    [InlineData("ReminderSet", 3, """{"id":3}""", "The JSON of ReminderSet is not as expected")]
    [InlineData("ReminderSet", 2, """{"id":3}""", "The JSON of ReminderSet, brought from version 2 to 3, is not as expected")]
    [InlineData("ReminderSet", 3, """{"id":"a","text":"poison","minutes":1}""", "InvalidOperationException: This text cannot be taken.")]
    public async Task Event_ThatCannotBeTaken_StopsTheModule(string type, int version, string json, string because) =>
        await ModuleTest.For(Reminders.Alone)
            .Given(Tea)
            .GivenJson(type, version, json)
            .ThenStopped("reminders", because)
            .ThenState(RemindersState.With(("tea", "Tea!")));

    [Fact]
    public async Task Module_ThatIsNotDeterministic_IsFoundWithTheEvent()
    {
        string message = await FailureAsync(ModuleTest.For(() => [new Reminders(byCulture: true)])
            .When(new ReminderSet("a", "ÄÖÜ", 1))
            .When(new ReminderSet("b", "tiki", 1)));

        Assert.Contains("a module is not deterministic", message, StringComparison.Ordinal);
        Assert.Contains("the module reminders, first after event 4 (ReminderSet)", message, StringComparison.Ordinal);
        Assert.Contains("$.modules.reminders.state.1.open.b: expected \"TIKI\", found \"TİKİ\"", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Step_ThatCannotBe_SaysWhy()
    {
        Assert.Contains("what is given comes before", await FailureAsync(ModuleTest.For(Reminders.Alone).When(Tea).Given(Cake)), StringComparison.Ordinal);
        Assert.Contains("No module declares the event String", await FailureAsync(ModuleTest.For(Reminders.Alone).Given("tea")), StringComparison.Ordinal);
        Assert.Contains("time does not go back", await FailureAsync(ModuleTest.For(Reminders.Alone).At(TestClock.Beginning.AddDays(-1))), StringComparison.Ordinal);
        Assert.Contains("This is no JSON", await FailureAsync(ModuleTest.For(Reminders.Alone).GivenJson("X", 1, "{")), StringComparison.Ordinal);
        Assert.Contains("There is no module cakes; there are reminders", await FailureAsync(ModuleTest.For(Reminders.Alone).ThenStopped("cakes")), StringComparison.Ordinal);
        Assert.Contains("The module reminders is not stopped", await FailureAsync(ModuleTest.For(Reminders.Alone).ThenStopped("reminders")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fact_ThatIsIngestedTwice_CountsOnce() => await ModuleTest.For(Reminders.Alone)
        .WhenIngested(Tea, new Cursor("source", "s", "", 5))
        .WhenIngested(Cake, new Cursor("source", "s", "", 5))
        .ThenState(RemindersState.With(("tea", "Tea!")));

    [Fact]
    public void Kit_NeedsNoTestFramework() => Assert.DoesNotContain(
        typeof(ModuleTest).Assembly.GetReferencedAssemblies(), (AssemblyName name) => name.Name!.Contains("unit", StringComparison.OrdinalIgnoreCase));

    private static async Task<string> FailureAsync(Scenario scenario) =>
        (await Assert.ThrowsAsync<ModuleTestException>(() => scenario.RunAsync())).Message;
}
