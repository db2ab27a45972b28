using System.Text;
using System.Text.Json.Nodes;
using Bingobot.Events.Tests.Samples;
using Bingobot.TestKit.Events;

namespace Bingobot.Events.Tests.Modules;

public sealed class EventVersionTests
{
    private static readonly Upcast FromFirst = Upcast.From(1, old => old["text"] = $"{old["text"]}!");
    private static readonly Upcast FromSecond = Upcast.From(2, old => new JsonObject { ["text"] = $"<{old["text"]}>" });

    [Theory]
    [InlineData(1, """{"text":"a"}""", "<a!>")]
    [InlineData(2, """{"text":"a"}""", "<a>")]
    [InlineData(3, """{"text":"a"}""", "a")]
    public void Read_OfAnyVersion_RunsTheUpcastersFromThere(int version, string json, string text) =>
        Assert.Equal(new Said(text), Registered(3, FromSecond, FromFirst).Read(version, Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData(4, "{}", "Said was recorded in version 4, and this program knows it up to version 3")]
    [InlineData(1, "{", "Said is no JSON")]
    [InlineData(1, "[]", "Said is to be brought to version 3, and is no JSON object")]
    [InlineData(1, """{"text":1,"text":2}""", "The upcaster of Said from version 1 to 2 failed: ArgumentException")]
    [InlineData(2, """{"text":null}""", "")]
    [InlineData(3, """{"text":1}""", "The JSON of Said is not as expected")]
    [InlineData(3, "null", "The event Said is null")]
    public void Read_OfWhatCannotBeRead_SaysWhy(int version, string json, string why)
    {
        EventRegistration type = Registered(3, FromFirst, FromSecond);
        if (why.Length == 0)
        {
            Assert.Equal(new Said("<>"), type.Read(version, Encoding.UTF8.GetBytes(json)));
            return;
        }

        var fault = Assert.Throws<UnreadableEventException>(() => type.Read(version, Encoding.UTF8.GetBytes(json)));
        Assert.Contains(why, fault.Message, StringComparison.Ordinal);
        Assert.Equal("Said", fault.EventType);
    }

    [Fact]
    public void Upcaster_ThatReturnsNothing_IsNamed() => Assert.Contains(
        "The upcaster of Said from version 1 to 2 failed: InvalidOperationException: The upcaster from version 1 returned nothing.",
        Assert.Throws<UnreadableEventException>(() => Registered(2, Upcast.From(1, _ => (JsonObject)null!)).Read(1, "{}"u8)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Chain_ThatIsNotWhole_IsRefusedAtRegistration()
    {
        Refused("nothing brings version 1 to 2: add Upcast.From(1, …)", Typed(2));
        Refused("nothing brings version 1 to 2", Typed(3, FromSecond));
        Refused("nothing brings version 2 to 3", Typed(3, FromFirst));
        Refused("has version 1, and an upcaster from version 1: make its Version 2", Typed(1, FromFirst));
        Refused("has two upcasters from version 1", Typed(2, FromFirst, FromFirst));
        Refused("versions are 1 to 65535", Typed(0));
        Refused("versions are 1 to 65535", Typed(65_536));
        Assert.Throws<ArgumentOutOfRangeException>(() => Upcast.From(0, old => old));
    }

    [Fact]
    public void Names_ThatContradict_AreRefused()
    {
        EventType<Heard> heard = new("Heard", WordsJson.Default.Heard) { FormerNames = ["Said"] };
        Refused("The name Said is a former name of the event Heard", Lambda.Said, heard);
        Refused("The name Said is a former name of the event Heard", heard, Lambda.Said);
        Refused("has 'Said' as a former name", new EventType<Said>("Said", WordsJson.Default.Said) { FormerNames = ["Said"] });
        Refused("has the former name Told twice", new EventType<Said>("Said", WordsJson.Default.Said) { FormerNames = ["Told", "Told"] });
        Refused("with different versions, former names or retention", Lambda.Said, Typed(2, FromFirst));
    }

    /// <summary>What is recorded stays as it is; modules see the newest; what is recorded from now on is of the newest version.</summary>
    [Fact]
    public async Task Stream_OfSeveralVersionsAndNames_IsReadAsOne()
    {
        EventType<Said> said = new("Said", WordsJson.Default.Said) { Version = 3, Upcasters = [FromFirst, FromSecond], FormerNames = ["Told"] };
        var log = new MemoryEventLog();
        await log.AppendAsync(
        [
            SomeEvents.At(1),
            Old(2, "Told", 1, "a"),
            Old(3, "Said", 2, "b"),
            Old(4, "Unheard", 40, "c"),
        ]);
        await using ModuleHarness harness = await ModuleHarness.StartAsync(
            () => [new Lambda("words", module => module.Apply(said, (state, e, _) => state.Add(e.Text)))], log);

        await harness.PublishAsync(1, new Said("d"));

        Assert.Equal(["<a!>", "<b>", "d"], harness.StateOf<Words>("words", 1).List);
        Recorded[] shown = [.. log.Events.Where(e => e.Partition == 1)];
        Assert.Equal(["Told 1", "Said 2", "Unheard 40", "Said 3"], shown.Select(e => $"{e.Type} {e.TypeVersion}"));
        Assert.Equal("""{"text":"a"}""", Encoding.UTF8.GetString(shown[0].Data.Span));
        await harness.CheckReplayAsync();
    }

    /// <summary>The envelope on disk carries the version.</summary>
    [Fact]
    public async Task Version_OnDisk_ComesBack()
    {
        using var folder = new TemporaryFolder();
        EventType<Said> said = Typed(2, FromFirst);
        Func<IReadOnlyList<IModule>> modules = () => [new Lambda("words", module => module.Apply(said, (state, e, _) => state.Add(e.Text)))];
        await using (DocumentLog old = DocumentLog.Open(folder.Path))
            await old.AppendAsync([SomeEvents.At(1), Old(2, "Said", 1, "a")]);
        await using (EventStream stream = await EventStream.OpenAsync(
            new EventStreamOptions { Log = DocumentLog.Open(folder.Path), Modules = modules() }, TestContext.Current.CancellationToken))
            await stream.PublishAsync(1, new Said("b"), TestContext.Current.CancellationToken);

        await using DocumentLog log = DocumentLog.OpenReadOnly(folder.Path);
        StreamSnapshot state = await StreamReplay.RunAsync(log, modules(), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(["a!", "b"], state.StateOf<Words>("words", 1)!.List);
        Assert.Equal([1, 2], log.Read(1).Where(e => e.Type == "Said").Select(e => e.TypeVersion));
    }

    private static Recorded Old(long sequence, string type, int version, string text) =>
        new(sequence, SomeEvents.Start, 1, type, Encoding.UTF8.GetBytes($$"""{"text":"{{text}}"}"""), null) { TypeVersion = version };

    private static EventType<Said> Typed(int version, params Upcast[] upcasters) =>
        new("Said", WordsJson.Default.Said) { Version = version, Upcasters = upcasters };

    private static EventRegistration Registered(int version, params Upcast[] upcasters) =>
        new EventCatalog([new Lambda("a", module => module.Event(Typed(version, upcasters)))]).Find("Said")!;

    private static void Refused(string text, EventType<Said> type) => Refused(text, module => module.Event(type));

    private static void Refused(string text, EventType<Said> first, EventType<Heard> second) =>
        Refused(text, module => module.Event(first).Event(second));

    private static void Refused(string text, EventType<Heard> first, EventType<Said> second) =>
        Refused(text, module => module.Event(first).Event(second));

    private static void Refused(string text, EventType<Said> first, EventType<Said> second) =>
        Refused(text, module => module.Event(first).Event(second));

    private static void Refused(string text, Action<IModuleBuilder<Words>> declare) => Assert.Contains(
        text, Assert.Throws<ArgumentException>(() => new EventCatalog([new Lambda("a", declare)])).Message, StringComparison.Ordinal);
}
