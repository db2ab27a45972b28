using Bingobot.Events.Tests.Samples;

namespace Bingobot.Events.Tests.Modules;

public sealed class EventCatalogTests
{
    private static readonly EventType<Heard> SaidAsHeard = new("Said", WordsJson.Default.Heard);
    private static readonly EventType<Said> SaidElsewhere = new("SaidElsewhere", WordsJson.Default.Said);

    public static TheoryData<string> Names => ["", "Upper", "with space", "ü"];

    [Fact]
    public void Type_DeclaredByTwoModules_IsOne()
    {
        var catalog = new EventCatalog([Lambda.Listener("a"), Lambda.Listener("b")]);

        Assert.Equal([0, 1], catalog.Find("Said")!.Modules);
        Assert.Same(catalog.Find("Said"), catalog.OfClass(typeof(Said)));
        Assert.Same(catalog.Find("Said"), catalog.OfType(Lambda.Said));
    }

    [Fact]
    public void Contradictions_AreRefusedAndNamed()
    {
        Refused("Said", Lambda.Listener("a"), new Lambda("b", module => module.Event(SaidAsHeard)));
        Refused("SaidElsewhere", Lambda.Listener("a"), new Lambda("b", module => module.Event(SaidElsewhere)));
        Refused("twins", Lambda.Listener("twins"), Lambda.Listener("twins"));
        Refused("twice", new Lambda("b", module => module.Apply(Lambda.Said, (s, _, _) => s).Apply(Lambda.Said, (s, _, _) => s)));
        Refused("twice", new Lambda("b", module => module.OnTimer((_, _, _) => { }).Decide(RuntimeEvents.TimerFired, (_, _, _) => { })));
        Refused("version 0", new Lambda("b", _ => { }, version: 0));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ModuleName_OfOtherCharacters_IsRefused(string name) =>
        Refused($"'{name}'", new Lambda(name, _ => { }));

    private static void Refused(string text, params IModule[] modules) =>
        Assert.Contains(text, Assert.Throws<ArgumentException>(() => new EventCatalog(modules)).Message, StringComparison.Ordinal);
}
