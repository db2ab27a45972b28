using Bingobot.Analyzers.Tests.Support;

namespace Bingobot.Analyzers.Tests.Checks;

/// <summary>BINGO0012.</summary>
public sealed class ComparisonTests
{
    [Fact]
    public Task Text_ComparedOrChangedByCulture_IsReported() => Verify.ApplyAsync("""
        var a = [|0012:string.Compare(e.Text, "a")|];
        var b = e.Text.[|0012:CompareTo("a")|];
        var c = e.Text.[|0012:StartsWith("a")|] || e.Text.[|0012:EndsWith("a")|];
        var d = e.Text.[|0012:IndexOf("a")|] + e.Text.[|0012:LastIndexOf("a")|];
        var f = e.Text.[|0012:ToLower()|] + e.Text.[|0012:ToUpper()|];
        var g = [|0012:char.ToUpper('i')|];
        var h = [|0012:StringComparer.CurrentCulture|];
        var i = e.Text.Equals("a", [|0012:StringComparison.CurrentCultureIgnoreCase|]);
        """);

    [Fact]
    public Task Text_SortedByDefault_IsReported() => Verify.ApplyAsync("""
        List<string> names = ["b", "a"];
        names.[|0012:Sort()|];
        string[] array = ["b", "a"];
        [|0012:Array.Sort(array)|];
        var a = names.[|0012:OrderBy(name => name)|].[|0012:ThenBy(name => name)|].ToArray();
        var b = names.[|0012:Order()|].ToArray();
        var c = names.[|0012:Max()|];
        var d = [|0012:new SortedDictionary<string, int>()|];
        SortedSet<string> f = [|0012:["a"]|];
        var g = [|0012:ImmutableSortedDictionary<string, int>.Empty|];
        var h = names.[|0012:ToImmutableSortedSet()|];
        var i = [|0012:Comparer<string>.Default|];
        var j = names.[|0012:OrderBy(name => (name.Length, name))|].ToArray();
        var k = [|0012:ImmutableSortedSet.Create("a")|];
        """);

    [Fact]
    public Task Ordinal_IsNotReported() => Verify.ApplyAsync("""
        var a = string.Compare(e.Text, "a", StringComparison.Ordinal) + string.CompareOrdinal(e.Text, "a");
        var b = e.Text.StartsWith("a", StringComparison.Ordinal) || e.Text.StartsWith('a') || e.Text.Contains("a");
        var c = e.Text.IndexOf("a", StringComparison.Ordinal) + e.Text.IndexOf('a') + e.Text.Replace("a", "b").Length;
        var d = e.Text.ToLowerInvariant() + char.ToUpperInvariant('i') + e.Text.ToUpper(CultureInfo.InvariantCulture);
        List<string> names = ["b", "a"];
        names.Sort(StringComparer.Ordinal);
        names.Sort((x, y) => string.CompareOrdinal(x, y));
        var f = names.OrderBy(name => name, StringComparer.Ordinal).ThenBy(name => name.Length).ToArray();
        var g = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var h = ImmutableSortedDictionary<string, int>.Empty.WithComparers(StringComparer.Ordinal);
        var i = names.ToImmutableSortedSet(StringComparer.Ordinal).Max(name => name.Length);
        var j = e.Text == "a" || e.Text.Equals("a") || e.Text is "a";
        var k = new SortedDictionary<int, string>();
        var l = names.Order(StringComparer.Ordinal).ToArray();
        var m = names.Max(StringComparer.Ordinal);
        """);
}
