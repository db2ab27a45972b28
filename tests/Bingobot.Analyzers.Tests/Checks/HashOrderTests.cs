using Bingobot.Analyzers.Tests.Support;

namespace Bingobot.Analyzers.Tests.Checks;

/// <summary>BINGO0009.</summary>
public sealed class HashOrderTests
{
    private const string Tables = """
        Dictionary<string, int> table = [];
        HashSet<int> set = [];
        ConcurrentDictionary<string, int> shared = new();
        FrozenSet<int> frozen = FrozenSet<int>.Empty;
        ImmutableHashSet<int> immutable = [];
        IReadOnlyDictionary<string, int> any = table;

        """;

    [Fact]
    public Task Enumeration_IsReported() => Verify.ApplyAsync(Tables + """
        foreach (var pair in [|0009:table|]) { }
        foreach (var (key, value) in e.[|0009:Table|]) { }
        foreach (var key in table.[|0009:Keys|]) { }
        foreach (var value in any.[|0009:Values|]) { }
        foreach (var key in shared.[|0009:Keys|]) { }
        foreach (var number in [|0009:set|].Where(number => number > 1)) { }
        foreach (var number in [|0009:frozen|]) { }
        var a = [|0009:set|].ToArray();
        var b = [|0009:table|].Select(pair => pair.Value).ToList();
        var c = string.Join(',', table.[|0009:Keys|]);
        var d = [|0009:set|].First();
        var f = new List<int>([|0009:set|]);
        int[] g = [.. [|0009:set|]];
        var h = [|0009:immutable|].Aggregate(0, (sum, number) => sum * 2 + number);
        var i = from number in [|0009:set|] where number > 1 select number;
        IEnumerable<int> j = [|0009:set|];
        var k = set.Select(number => 0.1 * number).Sum();
        var l = table.MaxBy(pair => pair.Value);
        var m = [|0009:shared|].ToArray();
        var n = [|0009:set|].Take(1);
        """.Replace("set.Select(number => 0.1", "[|0009:set|].Select(number => 0.1", StringComparison.Ordinal)
            .Replace("table.MaxBy", "[|0009:table|].MaxBy", StringComparison.Ordinal));

    [Fact]
    public Task WhatDoesNotDependOnOrder_IsNotReported() => Verify.ApplyAsync(Tables + """
        var a = set.Count + set.Count(number => number > 1) + table.Sum(pair => pair.Value) + set.Max();
        var b = set.Any() && set.All(number => number > 1) && set.Contains(1) && table.ContainsKey("a");
        var c = set.Order().ToArray();
        var d = table.Where(pair => pair.Value > 1).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value).ToList();
        foreach (var pair in table.ToImmutableSortedDictionary(StringComparer.Ordinal)) { }
        var f = new SortedSet<int>(set);
        var g = new HashSet<int>(set);
        SortedSet<int> h = [.. set];
        set.UnionWith(immutable);
        var i = ImmutableSortedSet.CreateRange(set);
        var j = immutable.Union(set);
        var k = new SortedDictionary<string, int>(table, StringComparer.Ordinal);
        var l = set.SetEquals(immutable);
        var m = Enumerable.Range(0, 9).Except(set).ToArray();
        var n = from number in set orderby number select number;
        var o = table.Keys.Count;
        foreach (var number in ((IEnumerable<int>)set).Order()) { }
        """);

    [Fact]
    public Task CollectionsWithAnOrder_AreNotReported() => Verify.ApplyAsync("""
        SortedDictionary<int, int> sorted = [];
        foreach (var pair in sorted) { }
        foreach (var key in sorted.Keys) { }
        foreach (var number in new List<int> { 1 }) { }
        foreach (var pair in ImmutableSortedDictionary<int, int>.Empty) { }
        foreach (var letter in e.Text) { }
        OrderedDictionary<string, int> ordered = [];
        foreach (var pair in ordered) { }
        """);

    [Fact]
    public Task OrderGivenAway_IsReported() => Verify.SourceAsync("""
        public static class Sets
        {
            private static readonly ImmutableHashSet<int> Known = [];

            [Deterministic]
            public static IEnumerable<int> All() => [|0009:Known|];

            [Deterministic]
            public static ImmutableHashSet<int> Same() => Known;

            [Deterministic]
            public static int Passed() => Count(Known) + CountAny([|0009:Known|]);

            private static int Count(ImmutableHashSet<int> numbers) => numbers.Count;

            private static int CountAny(IEnumerable<int> numbers) => numbers.Count();
        }
        """);
}
