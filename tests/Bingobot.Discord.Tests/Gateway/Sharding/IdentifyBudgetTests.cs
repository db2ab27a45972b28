using Bingobot.Discord.Gateway.Sharding;
using Bingobot.Discord.Payloads;

namespace Bingobot.Discord.Tests.Gateway.Sharding;

public sealed class IdentifyBudgetTests
{
    private static readonly TimeSpan Day = IdentifyBudget.Day;

    /// <summary>A bot that identifies whenever it may, as one does that crashes again and again.</summary>
    [Theory]
    [InlineData(1000, 900)]
    [InlineData(2000, 1800)]
    [InlineData(10, 9)]
    public void Spend_WheneverItMay_KeepsATenthOfEveryDay(int total, int most)
    {
        IdentifyBudget budget = new();
        budget.Tell(new SessionStartLimit { Total = total, Remaining = total, ResetAfter = 1 }, TimeSpan.Zero);
        var now = TimeSpan.FromSeconds(1);
        List<TimeSpan> spent = [];
        while (now < 3 * Day)
        {
            var wait = budget.Wait(now, underWay: 0);
            now += wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
            budget.Spend(now);
            spent.Add(now);
            now += TimeSpan.FromSeconds(5);
        }

        for (var i = 0; i < spent.Count; i++)
            Assert.InRange(spent.Skip(i).TakeWhile(at => at < spent[i] + Day).Count(), 1, most);
        Assert.True(spent.Count > most);
    }

    [Fact]
    public void Wait_FewAreLeftByDiscord_LastsUntilTheReset()
    {
        IdentifyBudget budget = new();
        budget.Tell(new SessionStartLimit { Total = 1000, Remaining = 102, ResetAfter = 3_600_000 }, TimeSpan.Zero);
        Assert.Equal(TimeSpan.Zero, budget.Wait(TimeSpan.Zero, underWay: 0));
        budget.Spend(TimeSpan.Zero);
        Assert.Equal(TimeSpan.Zero, budget.Wait(TimeSpan.Zero, underWay: 0));
        Assert.Equal(TimeSpan.FromHours(1), budget.Wait(TimeSpan.Zero, underWay: 1));
        budget.Spend(TimeSpan.Zero);
        Assert.Equal(TimeSpan.FromMinutes(30), budget.Wait(TimeSpan.FromMinutes(30), underWay: 0));
        Assert.Equal(TimeSpan.Zero, budget.Wait(TimeSpan.FromMinutes(61), underWay: 0));
    }
}
