using Bingobot.Events;
using Bingobot.Framework;

namespace Bingobot.Modules.Tests;

public sealed class RetentionTests
{
    /// <summary>What no state can need longer goes; what a state is made of stays.</summary>
    [Theory]
    [InlineData("VoteStarted", "until VoteClosed of the same vote, and 10.00:00:00 longer")]
    [InlineData("VoteCast", "until VoteClosed of the same vote, and 10.00:00:00 longer")]
    [InlineData("VoteClosed", "for 10.00:00:00")]
    [InlineData("ChallengeOpened", "until VoteClosed of the same vote, and 10.00:00:00 longer")]
    [InlineData("UserChallenged", "until UserRestored of the same user, and 10.00:00:00 longer")]
    [InlineData("UserActive", "until UserActive of the same user, and 10.00:00:00 longer")]
    [InlineData("VoiceSessionStarted", "until VoiceSessionEnded of the same user, and 10.00:00:00 longer")]
    [InlineData("SessionStarted", "until SessionStarted of the same source, and 10.00:00:00 longer")]
    [InlineData("InteractionReceived", "for 10.00:00:00")]
    [InlineData("StreamCreated", "forever")]
    [InlineData("EffectSucceeded", "as long as their cause")]
    public void Event_OfTheShippedModules_IsKept(string type, string rule)
    {
        var policy = RetentionPolicy.Of(Bot.ModulesOf(ShippedModules.Create()), new RetentionOptions());

        Assert.Contains(type, policy.Rules.Keys);
        Assert.Equal(rule, policy.RuleOf(type).ToString());
    }

    /// <summary>The paths that events are matched by are in their JSON.</summary>
    [Fact]
    public async Task Path_ThatEventsAreKeptBy_IsInThem()
    {
        var policy = RetentionPolicy.Of(Bot.ModulesOf(ShippedModules.Create()), new RetentionOptions());
        var checkedTypes = 0;
        foreach (var line in await File.ReadAllLinesAsync(GoldenPath(), TestContext.Current.CancellationToken))
        {
            var e = EventJson.ReadLine(System.Text.Encoding.UTF8.GetBytes(line));
            foreach (var rule in policy.Rules.Values.OfType<UntilRetention>())
            {
                var matched = rule.End == e.Type || ReferenceEquals(policy.RuleOf(e.Type), rule);
                if (!matched || rule.By.Length == 0)
                    continue;
                checkedTypes++;
                using var json = System.Text.Json.JsonDocument.Parse(e.Data);
                Assert.True(json.RootElement.TryGetProperty(rule.By, out _), $"{e.Type} has no {rule.By}");
            }
        }

        Assert.True(checkedTypes > 10);
    }

    private static string GoldenPath([System.Runtime.CompilerServices.CallerFilePath] string caller = "") =>
        Path.Combine(
            File.Exists(caller) ? Path.Combine(Path.GetDirectoryName(caller)!, "Golden") : AppContext.BaseDirectory, "shipped-0.1.ndjson");
}
