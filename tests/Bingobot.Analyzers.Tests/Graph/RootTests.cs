using Bingobot.Analyzers.Tests.Support;

namespace Bingobot.Analyzers.Tests.Graph;

/// <summary>Which functions have to be deterministic.</summary>
public sealed class RootTests
{
    private const string Types = """
        public sealed record Happened;
        public sealed record Sum;
        """;

    [Fact]
    public Task EveryRegistration_IsARoot() => Verify.SourceAsync(Types + """
        public sealed class Votes(EventType<Happened> happened)
        {
            public void Configure(IModuleBuilder<Sum> module) => module
                .Apply(happened, (state, e, context) => { _ = [|0001:DateTime.UtcNow|]; return state; })
                .React(happened, (state, e, context) => _ = [|0001:DateTime.UtcNow|])
                .Decide(happened, (state, e, context) => context.Then(next => _ = [|0001:DateTime.UtcNow|]))
                .OnTimer((state, e, context) => _ = [|0001:DateTime.UtcNow|]);

            public void Define(BotModuleBuilder<Sum> bot) => bot
                .Command("a", "b", (state, invocation) => new Decision<Sum>()
                    .Answer(after => Answer.Whisper([|0004:Environment.MachineName|])), options => _ = DateTime.UtcNow)
                .Component("a", (state, invocation) => Answer.Whisper([|0004:Environment.MachineName|]))
                .Gate((state, user) => [|0004:Environment.MachineName|])
                .Apply(happened, (state, e, context) => { _ = [|0001:DateTime.UtcNow|]; return state; })
                .React(happened, (state, e, context) => _ = [|0001:DateTime.UtcNow|])
                .Decide(happened, static (state, e, context) => _ = [|0001:DateTime.UtcNow|])
                .OnTimer(Due);

            private void Due(Sum state, TimerFired timer, IDecideContext context) => _ = [|0001:DateTime.UtcNow|];
        }
        """);

    [Fact]
    public Task Upcasters_AreRoots() => Verify.SourceAsync(Types + """
        public static class Old
        {
            public static readonly Upcast First = Upcast.From(1, old => { old["at"] = [|0001:DateTime.UtcNow|].Ticks; });
            public static readonly Upcast Second = Upcast.From(2, Newer);

            private static System.Text.Json.Nodes.JsonObject Newer(System.Text.Json.Nodes.JsonObject old)
            {
                old["where"] = [|0004:Environment.MachineName|];
                return old;
            }
        }
        """);

    [Fact]
    public Task CodeThatRegisters_IsNone() => Verify.SourceAsync(Types + """
        public sealed class Votes(EventType<Happened> happened)
        {
            public void Configure(IModuleBuilder<Sum> module)
            {
                var started = DateTime.UtcNow;
                module.Apply(happened, (state, e, context) => state);
            }
        }
        """);

    [Fact]
    public Task FunctionsThatComeByWayOfVariables_AreFound() => Verify.SourceAsync(Types + """
        public sealed class Votes(EventType<Happened> happened)
        {
            private readonly Action<Sum, Happened, IReactContext> _react = (state, e, context) => _ = [|0001:DateTime.UtcNow|];

            public void Configure(IModuleBuilder<Sum> module, bool first)
            {
                Func<Sum, Happened, IApplyContext, Sum> apply = (state, e, context) => { _ = [|0001:DateTime.UtcNow|]; return state; };
                module.Apply(happened, first ? apply : (state, e, context) => { _ = [|0001:DateTime.Now|]; return state; });
                module.React(happened, _react);
                Wrapped(module, (state, e, context) => _ = [|0001:DateTime.UtcNow|]);
                module.OnTimer(Made(1));
            }

            private void Wrapped(IModuleBuilder<Sum> module, Action<Sum, Happened, IDecideContext> decide) => module.Decide(happened, decide);

            private static Action<Sum, TimerFired, IDecideContext> Made(int number) => (state, e, context) => _ = [|0001:DateTime.UtcNow|];
        }
        """);

    [Fact]
    public Task MarkedFunctions_TheirOverridesAndImplementations_AreRoots() => Verify.SourceAsync("""
        public interface IRule { [Deterministic] int Check(); }
        public sealed class Rule : IRule { public int Check() => [|0001:DateTime.UtcNow|].Day; public int Other() => DateTime.UtcNow.Day; }

        public abstract class Base { [Deterministic] public abstract int Check(); }
        public sealed class Derived : Base { public override int Check() => [|0001:DateTime.UtcNow|].Day; }

        [Deterministic] public delegate int Pure(int number);

        [Deterministic] public readonly struct All { public int Day => [|0001:DateTime.UtcNow|].Day; public All(int number) => _ = [|0001:DateTime.UtcNow|]; }

        public static class Own
        {
            [Deterministic] public static int Marked() => [|0001:DateTime.UtcNow|].Day;
            public static int NotMarked() => DateTime.UtcNow.Day;
            public static Pure Kept = number => [|0001:DateTime.UtcNow|].Day;
            public static void Take([Deterministic] Func<int> function) { }
            public static void Give() => Take(() => [|0001:DateTime.UtcNow|].Day);
            public static Func<int> Lambda = [Deterministic] () => [|0001:DateTime.UtcNow|].Day;
            public static void Outer() { [Deterministic] int Inner() => [|0001:DateTime.UtcNow|].Day; }
        }
        """);

    [Fact]
    public Task Suppressions_AreHeard() => Verify.ApplyAsync("""
        #pragma warning disable BINGO0001 // It is logged only.
        _ = DateTime.UtcNow;
        #pragma warning restore BINGO0001
        Allowed.Read();
        """, """
        public static class Allowed
        {
            [System.Diagnostics.CodeAnalysis.SuppressMessage("Determinism", "BINGO0001", Justification = "It is logged only.")]
            public static void Read() => _ = DateTime.UtcNow;
        }
        """);

    [Fact]
    public async Task GeneratedCode_IsTrusted()
    {
        var messages = await Verify.MessagesAsync("""
            public static class Code { [Deterministic] public static int Decide() => Generated.Day(); }
            """, """
            // <auto-generated/>
            public static class Generated { public static int Day() => DateTime.UtcNow.Day; }
            """);

        Assert.Empty(messages);
    }

    [Theory]
    [InlineData("public static class C { [Deterministic] public static void M() { Unknown(DateTime.UtcNow, x => ; } }")]
    [InlineData("public static class C { [Deterministic] public static void M( { foreach (var x in Nothing.At.All) { x.Y = $\"{z:}\"; } } ")]
    [InlineData("[Deterministic] public delegate int D(Missing m); class C : Gone { D d = m => m.A + new() + (1, ; }")]
    [InlineData("class C { void M(IModuleBuilder<X> b) => b.Apply(, (s, e, c) => s with { }).Decide(e: x, 1); }")]
    [InlineData("class C : C { [Deterministic] int P => P.P; [Deterministic] void M() => M<C, C>(base.M, this); }")]
    [InlineData("interface I : I { [Deterministic] void M(); } class C : I { async void I.M() { await foreach (var (a, b) in 1) lock (2) ; } }")]
    public async Task BrokenCode_DoesNotBreakTheAnalyzer(string source)
    {
        var diagnostics = await Analysis.DiagnosticsAsync(Analysis.Compile(("Broken.cs", source)));

        Assert.All(diagnostics, diagnostic => Assert.StartsWith("BINGO", diagnostic.Id, StringComparison.Ordinal));
    }

    /// <summary>A text of thousands of parts is as deep; whoever walks it by recursion ends the compiler.</summary>
    [Fact]
    public async Task VeryDeepExpression_IsWalked()
    {
        var sum = string.Join(" + ", Enumerable.Repeat("e.Text", 3000));

        var messages = await Verify.MessagesAsync($$"""
            public sealed record Happened(string Text);
            public static class C { [Deterministic] public static string M(Happened e) => {{sum}} + Guid.NewGuid(); }
            """);

        Assert.StartsWith("BINGO0002", Assert.Single(messages), StringComparison.Ordinal);
    }
}
