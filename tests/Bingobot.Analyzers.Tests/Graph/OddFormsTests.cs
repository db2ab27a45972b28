using Bingobot.Analyzers.Tests.Support;

namespace Bingobot.Analyzers.Tests.Graph;

/// <summary>Forms of code that are easily forgotten.</summary>
public sealed class OddFormsTests
{
    [Fact]
    public Task OddExpressions_AreJudgedAsTheUsualOnes() => Verify.ApplyAsync("""
        var q = from x in new[] { 1, 2 } orderby x select [|0002:Guid.NewGuid()|];
        var s = "a"?.[|0012:ToLower()|];
        string? t = e.Text;
        var u = t?.[|0012:StartsWith("b")|] ?? false;
        Dictionary<string, int>? maybe = null;
        var keys = maybe?.[|0009:Keys|].ToList();
        var first = [|0009:maybe|]?.Select(p => p.Key).ToList();
        foreach (var p in [|0009:maybe|] ?? [|0009:new()|]) { }
        var dictionaries = new List<Dictionary<string, int>>();
        foreach (var each in dictionaries) { }
        object boxed = new Dictionary<string, int>();
        var grouped = new[] { "a" }.GroupBy(x => x.Length).ToDictionary(g => g.Key, g => g.Count());
        foreach (var (a, b) in [|0009:grouped|]) { }
        var sorted = [|0009:grouped|].Select(p => p.Key).Take(3).OrderBy(x => x).ToList();
        List<int> list = [];
        list.AddRange([|0009:grouped|].Select(p => p.Key));
        var joined = string.Concat([|0009:new HashSet<char>("abc")|]);
        var set2 = new HashSet<int> { 1 };
        var an = set2.Any(x => x > 1) ? set2.Min() : 0;
        Local([|0009:set2|]);
        LocalSet(set2);
        IReadOnlySet<int> ro = set2;
        var json = System.Text.Json.JsonSerializer.Serialize(1);
        var sb = new StringBuilder();
        sb.AppendLine([|0013:CultureInfo.CurrentCulture|], $"{1.5}");
        sb.Append($"{e.Text}{e.Text.Length}");
        var neg = $"{[|0010:-1|]}";
        var cast = $"{(long)[|0010:e.Number|]}";
        var e1 = (int)DayOfWeek.Monday;
        var span = "abc".AsSpan().ToString();
        var x1 = 5.ToString("D", null as IFormatProvider);
        throw new InvalidOperationException($"{[|0010:e.Number|]}");

        static void Local(IEnumerable<int> numbers) { }
        static void LocalSet(HashSet<int> numbers) { }
        """);

    [Fact]
    public Task OddMembers_AreFollowed() => Verify.SourceAsync("""
        public class A
        {
            public A() { }
            public A(int x) : this() { }
            public List<Guid> Ids { get; init; } = [[|0002:Guid.NewGuid()|]];
        }
        public class B : A { private readonly Guid _g = [|0002:Guid.NewGuid()|]; }
        public struct S { public S() { } public Guid G = [|0002:Guid.NewGuid()|]; }
        public record R(int X) { public Guid G { get; } = [|0002:Guid.NewGuid()|]; }
        public class P(Guid g) { public Guid G { get; } = g; public Guid H = [|0002:Guid.NewGuid()|]; }
        public class Q() : P([|0002:Guid.NewGuid()|]);
        public class Lazily { public static readonly Lazy<Guid> L = new(() => [|0002:Guid.NewGuid()|]); }
        public class It { public IEnumerable<int> Go() { yield return [|0003:Random.Shared|].[|0003:Next()|]; } }
        public class Ev { public event Action? Fired; public void Sub() => Fired += () => _ = [|0002:Guid.NewGuid()|]; public void Fire() => Fired?.Invoke(); }
        public enum Color { Red }
        public class Gen<T> where T : A, new() { public static T Make() => new T(); }
        public class D1 { public virtual Guid G => Guid.Empty; }
        public class D2 : D1 { public override Guid G { get { return [|0002:Guid.NewGuid()|]; } } }
        public interface IDo<T> { T Do(); }
        public class Do : IDo<int> { public int Do_() => 1; int IDo<int>.Do() => [|0003:Random.Shared|].[|0003:Next()|]; }
        public class Cmp : IComparer<int> { public int Compare(int a, int b) => [|0003:Random.Shared|].[|0003:Next()|]; }
        public class Formatted : IFormattable
        {
            public string ToString(string? f, IFormatProvider? p) => [|0002:Guid.NewGuid()|].ToString();
            public override string ToString() => "x";
        }
        public static class Code
        {
            [Deterministic]
            public static void Decide(D1 d, IDo<int> i, IComparer<int> c)
            {
                _ = new B(); _ = new S(); _ = new R(1); _ = new Q(); _ = Lazily.L.Value; new It().Go(); new Ev().Fire();
                _ = d.G; _ = i.Do(); c.Compare(1, 2); _ = Color.Red; _ = $"{new Formatted()}";
                try { } catch (Exception e) when ([|0004:Environment.HasShutdownStarted|]) { }
                switch (1) { case 1 when [|0001:DateTime.Now|].Day > 1: break; }
                goto end;
                end: ;
            }
        }
        """);
}
