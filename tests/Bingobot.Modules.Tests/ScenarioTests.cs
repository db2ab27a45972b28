using Bingobot.Events.Testing;
using Bingobot.Framework;
using static Bingobot.Modules.Tests.Support.TestGuild;

namespace Bingobot.Modules.Tests;

/// <summary>The shipped modules, from what was recorded before to what follows.</summary>
public sealed class ScenarioTests
{
    private static readonly VoteStarted Pizza = new()
    {
        Vote = "v1",
        Question = "Pizza?",
        Options = ["yes", "no"],
        Quorum = 2,
        ClosesAt = TestClock.Beginning.AddDays(1),
        User = Ada,
        Channel = General,
    };

    [Fact]
    public Task Vote_WithAQuorum_IsDecidedWhenItsTimeIsOver() => Shipped()
        .Given(Pizza, new VoteCast("v1", Ada, 0, new(42)), new VoteCast("v1", Grace, 0, new(42)), new VoteCast("v1", Linus, 1, new(42)))
        .After(TimeSpan.FromDays(1) - TimeSpan.FromSeconds(1))
        .Then()
        .After(TimeSpan.FromSeconds(1))
        .ThenAmong(new VoteClosed("v1", "Pizza?", "", new VoteResult(VoteOutcome.Decided, [0], [2, 1])))
        .ThenState<VotesState>(state => state.Open.Count == 0 && state.Closed.Count == 1)
        .RunAsync();

    [Fact]
    public Task Vote_ThatFellDueWhileTheBotWasDown_IsClosedAtItsStartOnce() => Shipped()
        .Given(Pizza, new VoteCast("v1", Ada, 1, new(42)))
        .Restart(downFor: TimeSpan.FromDays(3))
        .ThenAmong(new VoteClosed("v1", "Pizza?", "", new VoteResult(VoteOutcome.NoQuorum, [], [0, 1])))
        .Crash()
        .Then()
        .RunAsync();

    [Fact]
    public Task Voice_LongEnough_IsActivity() => Shipped()
        .When(new VoiceStateChanged(Ada, new(600), false))
        .Then(new VoiceSessionStarted(Ada, new(600), TestClock.Beginning.AddMinutes(10)))
        .After(TimeSpan.FromMinutes(10))
        .Then(new UserActive(Ada, TestClock.Beginning))
        .When(new VoiceStateChanged(Ada, null, false))
        .Then(new VoiceSessionEnded(Ada, 600))
        .ThenState<ActivityState>(state => state.Users.ContainsKey(Ada))
        .RunAsync();

    [Fact]
    public Task Challenge_WhoseVoteIsWon_RestrainsTheUser() => Challenged(option: 0)
        .ThenAmong(new UserChallenged(Grace, "v1", "noise"))
        .ThenState<ChallengesState>(state => state.Restrained.ContainsKey(Grace) && state.Cases.Count == 0)
        .RunAsync();

    [Fact]
    public Task Challenge_WhoseVoteIsLost_IsRejected() => Challenged(option: 1)
        .ThenAmong(new ChallengeRejected(Grace, "v1"))
        .ThenState<ChallengesState>(state => state.Restrained.Count == 0 && state.Cases.Count == 0)
        .RunAsync();

    /// <summary>Grace is challenged, and the time of the vote is over, in which all voted for one option.</summary>
    private static Scenario Challenged(int option) => Shipped()
        .Given(
            Pizza with { Purpose = "challenges" },
            new ChallengeOpened(Grace, Ada, "v1", Restores: false, "noise"),
            new VoteCast("v1", Ada, option, new(42)),
            new VoteCast("v1", Linus, option, new(42)))
        .After(TimeSpan.FromDays(1));

    private static Scenario Shipped() => ModuleTest.For(() => Bot.ModulesOf(ShippedModules.Create())).In(Id);
}
