using System.Globalization;
using Bingobot.Analyzers.Tests.Support;

namespace Bingobot.Analyzers.Tests.Checks;

/// <summary>BINGO0010.</summary>
public sealed class FormattingTests
{
    [Fact]
    public Task TextOfNumbersAndTimes_IsReported() => Verify.ApplyAsync("""
        var a = 1.5.[|0010:ToString()|];
        var b = e.Number.[|0010:ToString("N0")|];
        var c = state.At.[|0010:ToString("dd.MM.yyyy")|];
        var d = $"{[|0010:state.At|]} {[|0010:e.Number|]:N0}";
        var f = string.Format("{0}", [|0010:e.Number|]);
        var g = e.Text + [|0010:e.Number|];
        var h = new StringBuilder().Append([|0010:1.5|]).Append($"{[|0010:e.Number|]}");
        var i = [|0010:string.Join(',', new[] { 1, 2 })|];
        var j = Convert.ToString([|0010:1.5m|]);
        string text = "";
        text += [|0010:e.Number|];
        var k = new DateOnly(2026, 1, 1).[|0010:ToLongDateString()|];
        var l = ((FormattableString)$"{e.Number}").[|0010:ToString()|];
        var m = TimeSpan.Zero.[|0010:ToString("g")|];
        var n = e.Number.[|0010:ToString((IFormatProvider?)null)|];
        var o = e.[|0010:ToString()|];
        var p = $"{[|0010:e|]}";
        Func<string> q = [|0010:e.Number.ToString|];
        var r = string.Create(null, $"{[|0010:e.Number|]}");
        int? maybe = e.Number;
        var s = $"{[|0010:maybe|]}";
        using var t = [|0010:new StringWriter()|];
        """.Replace("[|0010:e.Number.ToString|]", "e.Number.[|0010:ToString|]", StringComparison.Ordinal));

    [Fact]
    public Task InvariantText_IsNotReported() => Verify.ApplyAsync("""
        var a = 1.5.ToString(CultureInfo.InvariantCulture);
        var b = e.Number.ToString("N0", CultureInfo.InvariantCulture);
        var c = state.At.ToString("O") + state.At.ToString("u");
        var d = string.Create(CultureInfo.InvariantCulture, $"{state.At} {e.Number:N0}");
        var f = string.Format(CultureInfo.InvariantCulture, "{0}", e.Number);
        var g = FormattableString.Invariant($"{e.Number}");
        var h = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{e.Number}").Append('a').Append("b").Append(true);
        var i = string.Join(',', new[] { "a", "b" });
        var j = ((FormattableString)$"{e.Number}").ToString(CultureInfo.InvariantCulture);
        var k = $"{e.Text} {DayOfWeek.Monday} {Guid.Empty} {'a'} {true} {TimeSpan.Zero}";
        var l = TimeSpan.Zero.ToString() + TimeSpan.Zero.ToString("c") + e.Text.ToString();
        """);

    /// <summary>The sign is all that cultures write differently in plain whole numbers.</summary>
    [Fact]
    public Task NumbersThatAreNeverNegative_AreNotReported() => Verify.ApplyAsync("""
        ulong id = 5;
        var a = $"{id} {e.Text.Length} {e.Table.Count + 1} {e.Text.Count(char.IsDigit)} {5} {id:D20} {e.Number:X8}";
        var b = id.ToString();
        var c = e.Text + e.Text.Length;
        """);

    [Fact]
    public Task NumbersWithGroupsOrDifferences_AreReported() => Verify.ApplyAsync("""
        ulong id = 5;
        var a = $"{[|0010:id|]:N0} {[|0010:e.Text.Length - 1|]}";
        """);

    [Fact]
    public Task WrittenToString_IsFollowed() => Verify.ApplyAsync("""
        var a = $"{new Good(1)} {new Bad(1)}";
        """, """
        public sealed record Good(int Number)
        {
            public override string ToString() => Number.ToString(CultureInfo.InvariantCulture);
        }

        public sealed record Bad(int Number)
        {
            public override string ToString() => Number.[|0010:ToString()|];
        }
        """);

    /// <summary>Why whole numbers are looked at, too.</summary>
    [Fact]
    public void NegativeNumbers_AreWrittenDifferently_InSwedish() =>
        Assert.NotEqual((-5).ToString(CultureInfo.InvariantCulture), (-5).ToString(CultureInfo.GetCultureInfo("sv-SE")));
}
