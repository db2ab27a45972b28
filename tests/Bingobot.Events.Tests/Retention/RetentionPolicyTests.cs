using Bingobot.Events.Tests.Samples;

namespace Bingobot.Events.Tests.Retained;

public sealed class RetentionPolicyTests
{
    private static readonly EventType<Heard> Heard = new("Heard", WordsJson.Default.Heard) { FormerNames = ["Noticed"] };

    [Fact]
    public void Rule_IsWhatIsConfiguredElseDeclaredElseTheDefault()
    {
        EventType<Said> said = Said(Retention.Until(Heard, "text", TimeSpan.FromDays(1)));
        Func<IReadOnlyList<IModule>> modules = () => [new Lambda("a", module => module.Event(said).Event(Heard))];

        var declared = RetentionPolicy.Of(modules(), new RetentionOptions());
        var configured = RetentionPolicy.Of(modules(), new RetentionOptions
        {
            Default = Retention.Days(3),
            ByType = new Dictionary<string, Retention> { ["Said"] = Retention.Forever },
        });

        Assert.Equal(Retention.Until(Heard, "text", TimeSpan.FromDays(1)), declared.RuleOf("Said"));
        Assert.Equal(Retention.Days(10), declared.RuleOf("Heard"));
        Assert.Equal(Retention.Days(10), declared.RuleOf("Noticed"));
        Assert.Equal(Retention.Forever, configured.RuleOf("Said"));
        Assert.Equal(Retention.Days(3), configured.RuleOf("Heard"));
        Assert.Equal(Retention.Forever, declared.RuleOf("NobodyKnows"));
    }

    [Fact]
    public void Rule_UntilTheNext_NamesTheTypeItself()
    {
        var policy = RetentionPolicy.Of([new Lambda("a", module => module.Event(Said(Retention.UntilNext("text"))))], new RetentionOptions());

        UntilRetention rule = Assert.IsType<UntilRetention>(policy.RuleOf("Said"));
        Assert.Equal(("Said", "text", TimeSpan.Zero), (rule.End, rule.By, rule.After));
    }

    [Fact]
    public void Configuration_OfWhatThereIsNotOrIsFixed_IsTold()
    {
        var policy = RetentionPolicy.Of([new Lambda("a", module => module.Event(Heard))], new RetentionOptions
        {
            ByType = new Dictionary<string, Retention>
            {
                ["Sayd"] = Retention.Forever,
                ["TimerFired"] = Retention.Days(1),
                ["Noticed"] = Retention.Days(2),
            },
        });

        Assert.Equal(["Sayd"], policy.UnknownTypes);
        Assert.Equal(["TimerFired"], policy.FixedTypes);
        Assert.Equal(Retention.WithCause, policy.RuleOf("TimerFired"));
        Assert.Equal(Retention.Days(2), policy.RuleOf("Heard"));
    }

    [Fact]
    public void Runtime_KeepsWhatItNeeds()
    {
        var policy = RetentionPolicy.Of([], new RetentionOptions { Default = Retention.For(TimeSpan.FromMinutes(1)) });

        Assert.Equal(Retention.Forever, policy.RuleOf("StreamCreated"));
        Assert.Equal(Retention.Forever, policy.RuleOf("RuntimeStarted"));
        Assert.All(["TimerFired", "EffectSucceeded", "EffectFailed", "EffectUnknown"], type => Assert.Equal(Retention.WithCause, policy.RuleOf(type)));
        Assert.Equal(Retention.Days(1), policy.RuleOf("CursorAdvanced"));
        Assert.Equal(Retention.For(TimeSpan.FromMinutes(1)), policy.RuleOf("DecisionFailed"));
    }

    [Fact]
    public void Declaration_ThatCannotBe_IsRefused()
    {
        Refused("is kept until Heard, which no module declares", Said(Retention.Until(Heard, "text")), new RetentionOptions());
        Refused("follows from no timer or effect", Said(Retention.WithCause), new RetentionOptions());
        Refused("for some time or for ever", Said(null), new RetentionOptions { Default = Retention.UntilNext() });
        Assert.Throws<ArgumentOutOfRangeException>(() => Retention.Days(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Retention.Days(3_651));
        Assert.Throws<ArgumentOutOfRangeException>(() => Retention.For(TimeSpan.FromSeconds(59)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Retention.UntilNext(after: TimeSpan.FromTicks(-1)));
        Assert.Throws<ArgumentException>(() => Retention.UntilNext("a..b"));
        Assert.Contains("move it up", Assert.Throws<ArgumentNullException>(() => Retention.Until(null!, "a")).Message, StringComparison.Ordinal);
    }

    private static EventType<Said> Said(Retention? retention) => new("Said", WordsJson.Default.Said) { Retention = retention };

    private static void Refused(string text, EventType<Said> type, RetentionOptions options) => Assert.Contains(
        text,
        Assert.Throws<ArgumentException>(() => RetentionPolicy.Of([new Lambda("a", module => module.Event(type))], options)).Message,
        StringComparison.Ordinal);
}
