using Bingobot.Analyzers.Tests.Support;

namespace Bingobot.Analyzers.Tests.Checks;

/// <summary>BINGO0007.</summary>
public sealed class StaticStateTests
{
    [Fact]
    public Task StaticVariables_AreReported() => Verify.ApplyAsync("""
        [|0007:Kept.Counter|]++;
        var a = [|0007:Kept.Counter|];
        [|0007:Kept.Last|] = e.Text;
        var b = [|0007:Kept.Last|].Length;
        [|0007:Kept.PerThread|] = 1;
        """, """
        public static class Kept
        {
            public static int Counter;
            [ThreadStatic] public static int PerThread;
            public static string Last { get; set; } = "";
        }
        """);

    [Fact]
    public Task StaticCollections_ChangedInPlace_AreReported() => Verify.ApplyAsync("""
        [|0007:Kept.Names|].Add(e.Text);
        [|0007:Kept.Table|]["a"] = 1;
        [|0007:Kept.Numbers|][0] = 1;
        [|0007:Kept.Numbers|][0]++;
        [|0007:Kept.Text|].Append("a");
        [|0007:Kept.Seen|].Remove(1);
        [|0007:Kept.Shared|].Value = 1;
        Array.Sort([|0007:Kept.Numbers|]);
        """, """
        public sealed class Box { public int Value { get; set; } }

        public static class Kept
        {
            public static readonly List<string> Names = [];
            public static readonly Dictionary<string, int> Table = [];
            public static readonly int[] Numbers = [1, 2];
            public static readonly StringBuilder Text = new();
            public static HashSet<int> Seen { get; } = [];
            public static readonly Box Shared = new();
        }
        """);

    [Fact]
    public Task StaticConstants_Read_AreNotReported() => Verify.ApplyAsync("""
        var a = Kept.Names.Length + Kept.Most + Kept.Table["a"] + Kept.Numbers[0];
        var b = Kept.Names.Add("b");
        var c = Kept.Sorted.SetItem("a", 1);
        var d = Kept.Computed;
        """, """
        public static class Kept
        {
            public const int Most = 1;
            public static readonly ImmutableArray<string> Names = ["a"];
            public static readonly int[] Numbers = [1, 2];
            public static readonly FrozenDictionary<string, int> Table = FrozenDictionary<string, int>.Empty;
            public static ImmutableSortedDictionary<string, int> Sorted { get; } =
                ImmutableSortedDictionary<string, int>.Empty.WithComparers(StringComparer.Ordinal);
            public static int Computed => 1;
        }
        """);

    [Fact]
    public Task FieldsOfAModule_Changed_AreReported() => Verify.SourceAsync("""
        using System.Text.Json.Serialization.Metadata;
        public sealed record Happened;
        public sealed record None;
        public sealed class Counting(EventType<Happened> happened, int start) : Module<None>
        {
            private readonly List<int> _seen = [];
            private readonly int _most = 3;
            private int _count;
            public override string Name => "counting";
            public override None Empty => new();
            public override JsonTypeInfo<None> StateJson => null!;
            public override void Configure(IModuleBuilder<None> module) => module.Apply(happened, (state, e, context) =>
            {
                [|0007:_count|]++;
                [|0007:_seen|].Add(_most);
                [|0007:start|] = 2;
                return state;
            });
        }
        """);

    [Fact]
    public Task OwnObjects_Changed_AreNotReported() => Verify.ApplyAsync("""
        Tally tally = new();
        tally.Add(e.Number);
        List<int> numbers = [];
        numbers.Add(tally.Sum);
        """, """
        public sealed class Tally
        {
            private readonly List<int> _numbers = [];
            public int Sum { get; private set; }
            public void Add(int number)
            {
                _numbers.Add(number);
                Sum += number;
            }
        }
        """);
}
