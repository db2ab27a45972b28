using Bingobot.Discord.Payloads;
using Bingobot.Events;
using Bingobot.Framework;
using Bingobot.Modules.Tests.Support;
using CsCheck;
using static Bingobot.Modules.Tests.Support.TestGuild;

namespace Bingobot.Modules.Tests;

/// <summary>Whatever people do, and whatever Discord answers: the state after N live events is that after replaying them.</summary>
public sealed class ReplayEqualityTests
{
    private static readonly Gen<Snowflake> GenUser = OneOf(Ada, Grace, Linus);

    private static readonly Gen<Func<TestGuild, Task>> GenStart = Gen.Select(
        GenUser, OneOf("10s", "1m", "10m", "1d", "soon"), OneOf("yes,no", "a,b,c", "a", ""), Gen.Int[0, 4],
        (user, duration, options, quorum) => (Func<TestGuild, Task>)(guild => guild.CommandAsync(
            user, "vote start", Text("question", "What?"), Text("duration", duration), Text("options", options), Number("quorum", quorum))));

    private static readonly Gen<Func<TestGuild, Task>> GenPress = Gen.Select(GenUser, Gen.Int[0, 3], Gen.Int[0, 5],
        (user, option, vote) => (Func<TestGuild, Task>)(guild =>
        {
            Vote[] votes = [.. guild.Votes.Open.Values, .. guild.Votes.Closed.Values];
            var id = vote < votes.Length ? votes[vote].Id : "none";
            return guild.PressAsync(user, $"votes:cast:{option}:{id}");
        }));

    private static readonly Gen<Func<TestGuild, Task>> GenChallenge = Gen.Select(GenUser, GenUser, Gen.Bool,
        (by, user, restores) => (Func<TestGuild, Task>)(guild => restores
            ? guild.CommandAsync(by, "restore", User("user", user, user.ToString()))
            : guild.CommandAsync(by, "challenge", User("user", user, user.ToString()), Text("reason", "because"))));

    private static readonly Gen<Func<TestGuild, Task>> GenTalk = Gen.Select(GenUser, Gen.Int[0, 3],
        (user, what) => (Func<TestGuild, Task>)(guild => what switch
        {
            0 => guild.WriteAsync(user),
            1 => guild.VoiceAsync(user, null),
            2 => guild.VoiceAsync(user, 600),
            _ => guild.VoiceAsync(user, 601),
        }));

    private static readonly Gen<Func<TestGuild, Task>> GenLook = Gen.Select(
        GenUser, OneOf("activity me", "activity top", "vote list", "vote show", "nonsense"),
        (user, command) => (Func<TestGuild, Task>)(guild => guild.CommandAsync(user, command)));

    private static readonly Gen<Func<TestGuild, Task>> GenTime = Gen.Int[1, 900].Select(
        seconds => (Func<TestGuild, Task>)(guild => guild.Stream.PassAsync(TimeSpan.FromSeconds(seconds))));

    private static readonly Gen<Func<TestGuild, Task>> GenRestart = Gen.Const((Func<TestGuild, Task>)(guild => guild.Stream.RestartAsync()));

    private static readonly Gen<Func<TestGuild, Task>> GenAvailable = Gen.Bool.Select(
        anybody => (Func<TestGuild, Task>)(guild => guild.Stream.PublishAsync(TestGuild.Id, new GuildAvailable(
            "guild", [], anybody ? [new VoicePresence(Grace, new Snowflake(600), Bot: false)] : []))));

    private static readonly Gen<Func<TestGuild, Task>> GenStep = Gen.Frequency(
        (3, GenStart), (8, GenPress), (3, GenChallenge), (4, GenTalk), (1, GenLook), (4, GenTime), (1, GenRestart), (1, GenAvailable));

    [Fact]
    public async Task State_AfterAnyStory_IsThatOfItsReplay() =>
        await Gen.Select(GenStep.Array[1, 40], Gen.Int[0, 9]).SampleAsync(
            async (steps, faults) =>
            {
                await using var guild = await StartAsync(new ModulesOptions { Votes = new VotesOptions { Quorum = 2 } });
                guild.Fault = effect => ((effect.Sequence * 7 + faults) % 10) switch
                {
                    0 => new EffectOutcome.Failed("refused"),
                    1 => new EffectOutcome.Unknown("lost"),
                    _ => null,
                };
                foreach (var step in steps)
                    await step(guild);
                await guild.Stream.CheckReplayAsync();
                Assert.All(guild.Stream.State.Modules, module => Assert.Null(module.Stopped));
                CheckInvariants(guild);
            },
            iter: 100,
            threads: 2);

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static void CheckInvariants(TestGuild guild)
    {
        Assert.Empty(guild.Stream.EventsOf(RuntimeEvents.DecisionFailed));
        Assert.DoesNotContain(guild.Stream.EventsOf(FrameworkEvents.InteractionAnswered), answered => answered.Fault is not null);
        var started = guild.Stream.EventsOf(VoteEvents.VoteStarted).Select(vote => vote.Vote).ToArray();
        var closed = guild.Stream.EventsOf(VoteEvents.VoteClosed).Select(vote => vote.Vote).ToArray();
        Assert.Equal(closed.Distinct(), closed);
        Assert.Equal(started.Except(closed).Order(), guild.Votes.Open.Values.Select(vote => vote.Id).Order());
        Assert.Equal(closed.Length, guild.Done("message.create").Count(effect => effect.Key.StartsWith("result/", StringComparison.Ordinal)));
        Assert.All(guild.Votes.Open.Values, vote => Assert.True(vote.ClosesAt > guild.Stream.Clock.GetUtcNow()));
        var received = guild.Stream.EventsOf(FrameworkEvents.InteractionReceived).Select(fact => fact.Interaction);
        Assert.Equal(received, guild.Stream.EventsOf(FrameworkEvents.InteractionAnswered).Select(answered => answered.Interaction));
    }
}
