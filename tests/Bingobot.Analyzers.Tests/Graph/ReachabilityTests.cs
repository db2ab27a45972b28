using Bingobot.Analyzers.Tests.Support;

namespace Bingobot.Analyzers.Tests.Graph;

/// <summary>What is reached from deterministic code, and what is not.</summary>
public sealed class ReachabilityTests
{
    [Fact]
    public Task Methods_AreFollowed_AndWhatIsNotCalledIsNotReported() => Verify.ApplyAsync("""
        Tally.First();
        """, """
        public static class Tally
        {
            public static void First() => Second();
            private static void Second() { var now = [|0001:DateTime.UtcNow|]; }
            public static void NeverCalled() { var now = DateTime.UtcNow; }
        }
        """);

    [Fact]
    public Task LocalFunctionsAndLambdas_AreFollowed() => Verify.ApplyAsync("""
        Func<DateTime> lambda = () => [|0001:DateTime.UtcNow|];
        var a = Called();
        var b = new[] { 1 }.Select(number => [|0002:Guid.NewGuid()|]).Count();
        var c = new[] { 1 }.Select(Method).Count();

        DateTime Called() => Nested();
        static DateTime Nested() => [|0001:DateTime.Now|];
        static DateTime NeverCalled() => DateTime.Now;
        static Guid Method(int number) => [|0002:Guid.NewGuid()|];
        """);

    [Fact]
    public Task PropertiesIndexersAndOperators_AreFollowed() => Verify.ApplyAsync("""
        Money money = new();
        var a = money.Read;
        money.Written = 1;
        var b = money[1];
        var c = money + money;
        int d = money;
        money.Both++;
        var f = -money;
        money.Only = 1;
        if (money is { Matched: 1 }) { }
        """, """
        public sealed class Money
        {
            public int Read => [|0001:DateTime.UtcNow|].Day;
            public int Written { get => DateTime.UtcNow.Day; set => _ = [|0001:DateTime.Now|]; }
            public int Both { get => [|0001:DateTime.UtcNow|].Day; set => _ = [|0001:DateTime.Now|]; }
            public int Only { get => DateTime.Now.Day; init => _ = value; }
            public int Matched => [|0001:DateTime.UtcNow|].Day;
            public int NeverRead => DateTime.UtcNow.Day;
            public int this[int index] => [|0001:DateTime.UtcNow|].Day;
            public static int operator +(Money left, Money right) => [|0001:DateTime.UtcNow|].Day;
            public static int operator -(Money left) => [|0001:DateTime.UtcNow|].Day;
            public static implicit operator int(Money money) => [|0001:DateTime.UtcNow|].Day;
        }
        """.Replace("init => _ = value", "set => _ = value", StringComparison.Ordinal));

    [Fact]
    public Task Constructors_WithBasesAndInitialisers_AreFollowed() => Verify.ApplyAsync("""
        var made = new Derived(1);
        var record = new Noted("a") with { Text = "b" };
        """, """
        public class Base
        {
            private readonly DateTime _made = [|0001:DateTime.UtcNow|];
            public Base() { var now = [|0001:DateTime.UtcNow|]; }
        }

        public sealed class Derived : Base
        {
            public Derived(int number) : this([|0002:Guid.NewGuid()|]) { }
            private Derived(Guid id) { Id = [|0002:Guid.NewGuid()|]; }
            public Guid Id { get; } = [|0002:Guid.NewGuid()|];
            public static Guid Shared { get; } = Guid.NewGuid();
        }

        public sealed record Noted(string Text)
        {
            private Noted(Noted other) { Text = other.Text; var now = [|0001:DateTime.UtcNow|]; }
        }

        public sealed class NeverMade
        {
            private readonly DateTime _made = DateTime.UtcNow;
        }
        """.Replace("public static Guid Shared", "public static Guid NeverRead", StringComparison.Ordinal));

    [Fact]
    public Task StaticInitialisers_OfWhatIsRead_AreFollowed() => Verify.ApplyAsync("""
        var a = Started.At;
        var b = Started.Name;
        var c = Filled.Value;
        """, """
        public static class Started
        {
            public static readonly DateTime At = [|0001:DateTime.UtcNow|];
            public static string Name { get; } = [|0004:Environment.MachineName|];
            public static readonly DateTime NeverRead = DateTime.UtcNow;
        }

        public static class Filled
        {
            public static readonly int Value;
            static Filled() => Value = [|0003:Random.Shared|].[|0003:Next()|];
        }
        """);

    [Fact]
    public Task InterfacesAndOverrides_AreFollowedToAllImplementations() => Verify.SourceAsync("""
        public interface IRule { int Value { get; } void Check(); void Default() { var now = [|0001:DateTime.UtcNow|]; } }

        public abstract class Rule : IRule
        {
            public abstract int Value { get; }
            public virtual void Check() { var now = [|0001:DateTime.UtcNow|]; }
            public virtual void NeverCalled() { var now = DateTime.UtcNow; }
        }

        public sealed class Strict : Rule
        {
            public override int Value => [|0001:DateTime.UtcNow|].Day;
            public override void Check() { base.Check(); var id = [|0002:Guid.NewGuid()|]; }
        }

        public sealed class Explicit : IRule
        {
            int IRule.Value => [|0001:DateTime.UtcNow|].Day;
            void IRule.Check() { var id = [|0002:Guid.NewGuid()|]; }
            public void Check() { var id = Guid.NewGuid(); }
        }

        public static class Code
        {
            [Deterministic]
            public static int Decide(IRule rule) { rule.Check(); rule.Default(); return rule.Value; }
        }
        """);

    [Fact]
    public Task Receiver_LimitsWhatIsCalled() => Verify.SourceAsync("""
        public abstract class Shape { public abstract void Draw(); public override string ToString() => Guid.NewGuid().ToString(); }
        public class Round : Shape { public override void Draw() { var now = [|0001:DateTime.UtcNow|]; } }
        public sealed class Square : Shape { public override void Draw() { var now = DateTime.UtcNow; } }

        public static class Code
        {
            [Deterministic]
            public static string? Decide(Round round, object any) { round.Draw(); return any.ToString(); }
        }
        """);

    [Fact]
    public Task PartialClassesAndMethods_AreFollowed() => Verify.SourceAsync("""
        public static partial class Code
        {
            [Deterministic]
            public static void Decide() { Part(); Other(); var day = Day; }
            static partial void Part();
            private static partial int Day { get; }
        }
        """, """
        public static partial class Code
        {
            static partial void Part() { var now = [|0001:DateTime.UtcNow|]; }
            private static void Other() { var now = [|0001:DateTime.UtcNow|]; }
            private static partial int Day => [|0001:DateTime.UtcNow|].Day;
        }
        """);

    [Fact]
    public Task GenericsExtensionsAndRecursion_AreFollowed() => Verify.SourceAsync("""
        public interface IClock { static abstract int Day(); }
        public sealed class Wall : IClock { public static int Day() => [|0001:DateTime.UtcNow|].Day; }
        public sealed class Box<T> { public T? Get<TOther>(TOther other) { var now = [|0001:DateTime.UtcNow|]; return default; } }

        public static class Code
        {
            [Deterministic]
            public static int Decide(Box<string> box)
            {
                box.Get(1);
                "a".Extended();
                "a".New();
                Even(4);
                return Of<Wall>();
            }

            private static int Of<T>() where T : IClock => T.Day();
            private static void Extended(this string text) { var now = [|0001:DateTime.UtcNow|]; }
            private static bool Even(int number) => number == 0 || Odd(number - 1);
            private static bool Odd(int number) => number != 0 && Even([|0001:DateTime.UtcNow|].Day);
        }

        public static class More
        {
            extension(string text)
            {
                public int New() => [|0001:DateTime.UtcNow|].Day;
            }
        }
        """);

    [Fact]
    public Task LoopsUsingsAndDeconstructions_AreFollowed() => Verify.ApplyAsync("""
        foreach (var number in new Numbers()) { }
        var (day, month) = new Date();
        using Used used = new();
        context.Schedule("a", state.At);
        """, """
        public sealed class Numbers
        {
            public Numbers GetEnumerator() { var now = [|0001:DateTime.UtcNow|]; return this; }
            public int Current => [|0001:DateTime.UtcNow|].Day;
            public bool MoveNext() => [|0001:DateTime.UtcNow|].Day > 1;
        }

        public sealed class Date
        {
            public void Deconstruct(out int day, out int month) => (day, month) = ([|0001:DateTime.UtcNow|].Day, 1);
        }

        public sealed class Used : IDisposable
        {
            public void Dispose() { var now = [|0001:DateTime.UtcNow|]; }
        }
        """);

    [Fact]
    public Task DelegatesInVariables_AreFollowed() => Verify.ApplyAsync("""
        Func<Guid> local = Make;
        var a = local();
        var b = Kept.Now();
        var c = new Holder(() => [|0003:Random.Shared|].[|0003:Next()|]).Run();

        static Guid Make() => [|0002:Guid.NewGuid()|];
        """, """
        public static class Kept
        {
            public static readonly Func<DateTime> Now = () => [|0001:DateTime.UtcNow|];
            public static readonly Func<DateTime> Unused = () => DateTime.UtcNow;
        }

        public sealed class Holder(Func<int> run)
        {
            private readonly Func<int> _run = run;
            public int Run() => _run();
        }
        """);

    [Fact]
    public async Task Message_NamesTheShortestWay()
    {
        var messages = await Verify.MessagesAsync("""
            public sealed record Happened;
            public sealed record Sum;
            public static class Votes
            {
                public static void Configure(IModuleBuilder<Sum> module, EventType<Happened> happened) => module
                    .Apply(happened, (state, e, context) => { Tally.Count(); return state; })
                    .Decide(happened, Decided)
                    .React(happened, (state, e, context) => _ = DateTime.Today);
                private static void Decided(Sum state, Happened e, IDecideContext context)
                {
                    Inner();
                    void Inner() => _ = DateTime.Now;
                }
            }
            public static class Tally
            {
                public static void Count() { A(); C(); }
                private static void A() => B();
                private static void B() => C();
                private static void C() => new[] { 1 }.Select(number => DateTime.UtcNow).Count();
            }
            """);

        Assert.Equal(
            [
                "BINGO0001: 'DateTime.Today' reads a clock, which says something else on replay; use the context's Now (in Votes.React)",
                "BINGO0001: 'DateTime.Now' reads a clock, which says something else on replay; use the context's Now (reached from Votes.Decided through Votes.Decided.Inner)",
                "BINGO0001: 'DateTime.UtcNow' reads a clock, which says something else on replay; use the context's Now (reached from Votes.Apply through Tally.Count → Tally.C)",
            ],
            messages);
    }

    [Fact]
    public async Task SameSources_GiveTheSameMessages_WhateverTheThreads()
    {
        var source = string.Join('\n', Enumerable.Range(0, 50).Select(number => $$"""
            public static class Type{{number}}
            {
                public static Func<DateTime> Held = () => DateTime.UtcNow.AddDays({{number}});
                [Deterministic] public static void Root() { Type{{(number * 7) % 50}}.Shared(); }
                public static void Shared() { Kept.Now = Held; Type{{(number + 1) % 50}}.Shared(); Kept.Now(); }
            }
            """)) + "\npublic static class Kept { public static Func<DateTime> Now = () => DateTime.Now; }";

        var first = await Verify.MessagesAsync(source);

        for (var again = 0; again < 5; again++)
            Assert.Equal(first, await Verify.MessagesAsync(source));
        Assert.True(first.Length > 100);
    }
}
