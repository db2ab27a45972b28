using System.Globalization;
using System.Text.Json;

namespace Bingobot.EndToEnd.Load;

/// <summary>
/// The bot in its sandbox, under load and chaos, for some seconds: some of the kinds of chaos come to pass, which ones is left to
/// chance. <c>BINGOBOT_SOAK_SECONDS=600</c> makes it ten minutes, and demands them all.
/// </summary>
public class LoadTests
{
    private const int UsualSeconds = 8;
    private const int KindsOfChaos = 9;

    /// <summary>Of a short run; a busy machine brings fewer of them to pass.</summary>
    private const int LeastKinds = 2;
    private static readonly TimeSpan Overhead = TimeSpan.FromMinutes(5);

    private static int Seconds => int.TryParse(
        Environment.GetEnvironmentVariable("BINGOBOT_SOAK_SECONDS"), NumberStyles.None, CultureInfo.InvariantCulture, out int seconds)
        ? seconds
        : UsualSeconds;

    [Fact]
    public async Task Load_UnderSomeKindsOfChaos_LosesAndDoublesNothing()
    {
        using var folder = new TestFolder();
        string data = folder.Below("load");
        BotCommandResult result = await BotCommand.RunAsync(
            BuiltProgram.Start(
                ["load", "--guilds", "3", "--users", "10", "--rate", "60", "--seconds", $"{Seconds}", "--chaos", "--json", "--data", data],
                folder.Path),
            TimeSpan.FromSeconds(Seconds) + Overhead);

        JsonElement report = result.Json();
        TestContext.Current.SendDiagnosticMessage(result.Output);
        Assert.Equal((0, 0), (report.GetProperty("lost").GetInt64(), report.GetProperty("doubled").GetInt64()));
        Assert.InRange(Arrived(report, "message"), 1, long.MaxValue);
        Assert.InRange(Arrived(report, "voice"), 1, long.MaxValue);
        Assert.InRange(Arrived(report, "interaction"), 1, long.MaxValue);
        Assert.InRange(
            report.GetProperty("chaos").EnumerateObject().Count(), Seconds > UsualSeconds * 4 ? KindsOfChaos : LeastKinds, KindsOfChaos);
        await BotCommand.VerifyAsync(Path.Combine(data, "bot"));
    }

    private static long Arrived(JsonElement report, string kind) =>
        report.GetProperty("events").GetProperty(kind).GetProperty("arrived").GetInt64();
}
