using Bingobot.Events;
using Bingobot.Events.Testing;
using Bingobot.Framework;
using static Bingobot.Modules.Tests.Support.TestGuild;

namespace Bingobot.Modules.Tests;

/// <summary>Wherever a story is cut off between two batches, it ends as it would have.</summary>
public sealed class CrashTests
{
    [Fact]
    public async Task Story_CutOffAfterAnyBatch_EndsTheSameWithEveryEffectDoneOnce()
    {
        await using var guild = await StartAsync();
        var vote = await guild.StartVoteAsync(Text("duration", "10m"), Number("quorum", 1));
        await guild.PressAsync(Ada, Button(vote, "no"));
        await guild.PressAsync(Ada, Button(vote, "yes"));
        await guild.CommandAsync(Ada, "challenge", User("user", Linus, "linus"), Text("reason", "spam"));
        await guild.VoiceAsync(Grace, 600);
        await guild.Stream.PassAsync(TimeSpan.FromHours(1));
        var started = guild.Stream.Log.Events.Select(e => e.Type).ToList().IndexOf(VoteEvents.VoteStarted.Name) + 1;

        var cut = 0;
        foreach (var batch in guild.Stream.Log.Batches)
        {
            cut += batch;
            if (cut < started)
                continue;
            await using var again = await TestStream.StartAsync(
                () => Bot.ModulesOf(ShippedModules.Create()), guild.Stream.Log.CutAfter(cut));
            await again.SettleAsync();
            await again.PassAsync(TimeSpan.FromHours(2));

            var opened = again.EventsOf(VoteEvents.VoteStarted).Select(e => e.Vote);
            Assert.Equal(opened, again.EventsOf(VoteEvents.VoteClosed).Select(e => e.Vote));
            var settled = again.EventsOf(RuntimeEvents.EffectSucceeded).Select(e => e.Effect).ToArray();
            Assert.Equal(settled.Distinct(), settled);
            var before = guild.Stream.Log.Events.Take(cut).Count(e => e.Type == RuntimeEvents.EffectSucceeded.Name);

            // Effects run side by side, so their results may come in another order than they began in; not those of one lane.
            var executed = again.Effects.Executed;
            Assert.Equal(settled.Skip(before).Order(), executed.Select(effect => effect.Id).Order());
            foreach (var lane in executed.Where(effect => effect.Lane.Length > 0).GroupBy(effect => effect.Lane, effect => effect.Id))
                Assert.Equal(settled.Where(lane.Contains), lane);
            Assert.Empty(again.State.PendingEffects);
            await again.CheckReplayAsync();
        }

        Assert.Equal(guild.Stream.Log.LastSequence, cut);
    }
}
