using Bingobot.Analyzers.Tests.Support;

namespace Bingobot.Analyzers.Tests.Checks;

/// <summary>BINGO0008.</summary>
public sealed class HashCodeTests
{
    [Fact]
    public Task HashCodesThatVary_AreReported() => Verify.ApplyAsync("""
        var a = e.Text.[|0008:GetHashCode()|];
        var b = new object().[|0008:GetHashCode()|];
        var c = [|0008:HashCode.Combine(1, 2)|];
        var d = [|0008:System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(e)|];
        var f = StringComparer.Ordinal.[|0008:GetHashCode("a")|];
        var g = e.[|0008:GetHashCode()|];
        var h = [|0008:string.GetHashCode("a")|];
        var i = ("a", 1).[|0008:GetHashCode()|];
        var j = EqualityComparer<string>.Default.[|0008:GetHashCode("a")|];
        var k = new Named("a").GetHashCode();
        """, """
        public sealed class Named(string name)
        {
            public override int GetHashCode() => name.[|0008:GetHashCode()|];
            public override bool Equals(object? other) => other is Named;
        }
        """);

    [Fact]
    public Task HashCodesOfBits_AndEquality_AreNotReported() => Verify.ApplyAsync("""
        var a = e.Number.GetHashCode() + 'a'.GetHashCode() + true.GetHashCode() + DayOfWeek.Monday.GetHashCode();
        var b = new Point(1, 2).GetHashCode() + Guid.Empty.GetHashCode();
        var c = e.Equals(e) && e.Text == "a";
        Dictionary<string, int> table = new(StringComparer.Ordinal) { ["a"] = 1 };
        var d = table["a"];
        """, """
        public readonly record struct Point(int X, int Y);
        """);
}
