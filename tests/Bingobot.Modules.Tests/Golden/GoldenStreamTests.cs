using Bingobot.Discord.Payloads;
using Bingobot.Events;
using Bingobot.Events.Testing;
using Bingobot.Framework;
using Bingobot.Modules.Tests.Support;
using static Bingobot.Modules.Tests.Support.TestGuild;

namespace Bingobot.Modules.Tests.Golden;

/// <summary>Streams that earlier versions recorded. They give the same state for ever.</summary>
public sealed class GoldenStreamTests
{
    [Theory]
    [InlineData("shipped-0.1.ndjson")]
    public async Task Stream_OfAnEarlierVersion_GivesTheSameState(string recorded)
    {
        StreamSnapshot state = await ModuleTest.ReplayAsync(recorded, () => Bot.ModulesOf(ShippedModules.Create()));

        Assert.All(state.Modules, module => Assert.Null(module.Stopped));
    }

    /// <summary>Of each version that is released a stream is kept: name a file in the variable, run this, and add it above.</summary>
    [Fact]
    public async Task Story_OfThisVersion_CanBeRecordedAndReplayed()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("bingobot-golden-");
        try
        {
            string path = Environment.GetEnvironmentVariable("BINGOBOT_RECORD_STREAM") ?? Path.Combine(folder.FullName, "shipped.ndjson");
            await using (TestGuild guild = await StartAsync())
            {
                await TellAsync(guild);
                await guild.Stream.RecordAsync(path);
            }

            StreamSnapshot state = await ModuleTest.ReplayAsync(path, () => Bot.ModulesOf(ShippedModules.Create()));

            Assert.NotEmpty(state.PendingEffects);
            Assert.NotEqual(0, state.TimerCount);
            Assert.NotEmpty(state.StateOf<VotesState>("votes", TestGuild.Id)!.Closed);
            Assert.NotEmpty(state.StateOf<ChallengesState>("challenges", TestGuild.Id)!.Restrained);
            Assert.NotEmpty(state.StateOf<ActivityState>("activity", TestGuild.Id)!.Users);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>A bit of everything: votes of all outcomes, challenges, voice, restarts, effects of all outcomes, and things left open.</summary>
    private static async Task TellAsync(TestGuild guild)
    {
        TestStream stream = guild.Stream;
        guild.Fault = effect => (effect.Sequence % 11) switch
        {
            3 => new EffectOutcome.Failed("refused"),
            7 => new EffectOutcome.Unknown("lost"),
            _ => null,
        };
        InteractionAnswered pizza = await guild.StartVoteAsync(Text("options", "yes,no,später \"vielleicht\""), Number("quorum", 2));
        InteractionAnswered tie = await guild.StartVoteAsync(Text("question", "Öl & <Wasser>? 💧"), Text("duration", "20m"), Number("quorum", 1));
        await guild.StartVoteAsync(Text("question", "Nobody?"), Text("duration", "1h"));
        await guild.PressAsync(Ada, Button(pizza, "no"));
        await guild.PressAsync(Ada, Button(pizza, "yes"));
        await guild.PressAsync(Grace, Button(pizza, "yes"));
        await guild.PressAsync(Ada, Button(tie, "yes"));
        await guild.PressAsync(Linus, Button(tie, "no"));
        await stream.PassAsync(TimeSpan.FromMinutes(30));
        await guild.VoiceAsync(Ada, 600);
        await guild.VoiceAsync(Grace, 600);
        await guild.WriteAsync(Linus);
        await stream.PassAsync(TimeSpan.FromMinutes(11));
        await guild.VoiceAsync(Grace, null);
        await stream.RestartAsync();
        await guild.CommandAsync(Ada, "activity top");
        InteractionAnswered spam = await guild.CommandAsync(Ada, "challenge", User("user", Linus, "linus"), Text("reason", "spam"));
        InteractionAnswered noise = await guild.CommandAsync(Linus, "challenge", User("user", Grace, "grace"), Text("reason", "noise"));
        foreach (Snowflake user in (Snowflake[])[Ada, Grace, new(11)])
            await guild.PressAsync(user, Button(spam, "yes"));
        await guild.PressAsync(Ada, Button(noise, "no"));
        await stream.StopAsync();
        stream.Clock.Advance(TimeSpan.FromHours(3));
        await stream.RestartAsync();
        await guild.CommandAsync(Linus, "vote list");
        await stream.PublishAsync(TestGuild.Id, new GuildAvailable("guild", [], [new VoicePresence(Grace, new Snowflake(601), Bot: false)]));
        await guild.CommandAsync(Ada, "restore", User("user", Linus, "linus"));
        await stream.PassAsync(TimeSpan.FromDays(1));
        await guild.CommandAsync(Ada, "vote show", Text("id", "#2"));
        InteractionAnswered open = await guild.StartVoteAsync(Text("duration", "7d"));
        stream.Effects.Answer = static _ => null;
        await stream.PublishAsync(TestGuild.Id, new MessageReceived(new Snowflake(1), General, Grace, Bot: false));
        await guild.PressAsync(Grace, Button(open, "no"));
    }
}
