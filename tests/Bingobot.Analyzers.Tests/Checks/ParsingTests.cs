using Bingobot.Analyzers.Tests.Support;

namespace Bingobot.Analyzers.Tests.Checks;

/// <summary>BINGO0011.</summary>
public sealed class ParsingTests
{
    [Fact]
    public Task WithoutProvider_IsReported() => Verify.ApplyAsync("""
        var a = [|0011:int.Parse(e.Text)|];
        var b = [|0011:double.TryParse(e.Text, out var x)|];
        var c = [|0011:DateTime.Parse(e.Text)|];
        var d = [|0011:DateTimeOffset.ParseExact(e.Text, "yyyy", null)|];
        var f = [|0011:TimeSpan.Parse(e.Text)|];
        var g = [|0011:decimal.Parse(e.Text, NumberStyles.Any)|];
        var h = [|0011:Convert.ToInt32(e.Text)|];
        var i = e.Text.Split(',').Select([|0011:long.Parse|]).ToArray();
        var j = Read<int>(e.Text);

        static T Read<T>(string text) where T : IParsable<T> => [|0011:T.Parse(text, null)|];
        """);

    [Fact]
    public Task WithInvariantProvider_OrWithoutCulture_IsNotReported() => Verify.ApplyAsync("""
        var a = int.Parse(e.Text, CultureInfo.InvariantCulture);
        var b = double.TryParse(e.Text, CultureInfo.InvariantCulture, out var x);
        var c = DateTime.ParseExact(e.Text, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
        var d = Guid.Parse(e.Text);
        var f = bool.Parse(e.Text);
        var g = Enum.Parse<DayOfWeek>(e.Text);
        var h = Convert.ToInt32(e.Text, CultureInfo.InvariantCulture) + Convert.ToInt32(1.5) + Convert.ToInt32("ff", 16);
        var i = Read<int>(e.Text);

        static T Read<T>(string text) where T : IParsable<T> => T.Parse(text, CultureInfo.InvariantCulture);
        """);
}
