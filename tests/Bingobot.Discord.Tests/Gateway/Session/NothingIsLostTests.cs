using CsCheck;

namespace Bingobot.Discord.Tests.Gateway.Session;

public sealed class NothingIsLostTests
{
    private static readonly int[] CloseCodes = [1000, 4000, 4003, 4007, 4008, 4009];

    private static readonly Gen<Action<ModelDiscord>> Happening = Gen.Frequency(
        (6, Gen.Const<Action<ModelDiscord>>(static m => m.Happen(isWanted: true))),
        (6, Gen.Const<Action<ModelDiscord>>(static m => m.Happen(isWanted: false))),
        (2, Gen.Const<Action<ModelDiscord>>(static m => m.Note())),
        (5, Gen.Int[1, 4].Select<int, Action<ModelDiscord>>(static most => m => m.Persist(most))),
        (5, Gen.Const<Action<ModelDiscord>>(static m => m.Connect())),
        (2, Gen.Const<Action<ModelDiscord>>(static m => m.Beat())),
        (2, Gen.Const<Action<ModelDiscord>>(static m => m.Send("""{"op":11}"""))),
        (1, Gen.Const<Action<ModelDiscord>>(static m => m.Send("""{"op":1}"""))),
        (1, Gen.Const<Action<ModelDiscord>>(static m => m.Send("""{"op":7}"""))),
        (1, Gen.Const<Action<ModelDiscord>>(static m => m.Send("""{"op":9,"d":true}"""))),
        (1, Gen.Const<Action<ModelDiscord>>(static m => m.Send("not json"))),
        (1, Gen.Const<Action<ModelDiscord>>(static m => m.Drop())),
        (1, Gen.Int[0, CloseCodes.Length - 1].Select<int, Action<ModelDiscord>>(static i => m => m.Drop(CloseCodes[i]))),
        (1, Gen.Const<Action<ModelDiscord>>(static m => m.Expire())),
        (2, Gen.Const<Action<ModelDiscord>>(static m => m.Crash())));

    private static readonly Gen<Action<ModelBot>> HappeningToABot = Gen.Frequency(
        (4, Gen.Select(Gen.ULong[0, 20], Gen.Bool).Select<(ulong, bool), Action<ModelBot>>(
            static happens => bot => bot.Happen(happens.Item1, happens.Item2))),
        (12, Gen.Select(Gen.Int[0, 11], Happening).Select<(int, Action<ModelDiscord>), Action<ModelBot>>(
            static happens => bot => happens.Item2(bot.Shards[happens.Item1 % bot.Shards.Length]))),
        (1, Gen.Const<Action<ModelBot>>(static bot => bot.Crash())));

    /// <summary>
    /// Whatever happens, the disk has each session's wanted events from its READY on, once and in order, and no note before an event
    /// that comes after it; a session that follows another says up to where that one came; and once all is calm, the session that
    /// lives is there to its last event.
    /// </summary>
    [Fact]
    public void Disk_AfterAnyHappenings_HasEveryEventOnceOrTellsTheGap() => Happening.Array[1, 80].Sample(
        happenings =>
        {
            using var model = new ModelDiscord();
            foreach (var happening in happenings)
                happening(model);
            CalmDown(model);
            Check(model);
        },
        iter: 20_000);

    /// <summary>The same of each shard of a bot, whatever happens to the others, and though all crash at once.</summary>
    [Fact]
    public void DiskOfSeveralShards_AfterAnyHappenings_HasEveryEventOfEachOnceOrTellsTheGap() =>
        Gen.Select(Gen.Int[1, 4], HappeningToABot.Array[1, 120]).Sample(
            (shards, happenings) =>
            {
                using var bot = new ModelBot(shards);
                foreach (var happening in happenings)
                    happening(bot);
                Assert.All(bot.Shards, static shard =>
                {
                    CalmDown(shard);
                    Check(shard);
                });
            },
            iter: 5_000);

    private static void CalmDown(ModelDiscord model)
    {
        for (var attempt = 0; attempt < 5; attempt++)
        {
            model.Connect();
            model.Note();
            model.Persist(int.MaxValue);
        }
    }

    private static void Check(ModelDiscord model)
    {
        var last = default(ModelDiscord.Delivered);
        foreach (var delivered in model.Disk)
        {
            if (delivered.Position.SessionId == last?.Position.SessionId)
            {
                Assert.True(delivered.Position.Sequence > last.Position.Sequence);
                Assert.Null(delivered.Lost);
            }
            else
            {
                Assert.Equal((1, false), (delivered.Position.Sequence, delivered.IsNote));
                if (last is not null)
                    Assert.NotNull(delivered.Lost);
            }
            last = delivered;
        }
        foreach (var session in model.Disk.GroupBy(delivered => delivered.Position.SessionId))
        {
            var cursor = session.Last().Position.Sequence;
            Assert.Equal(
                model.WantedOf(session.Key).Where(sequence => sequence <= cursor),
                session.Where(delivered => !delivered.IsNote).Select(delivered => delivered.Position.Sequence));
        }
        Assert.Equal(model.Alive, (last!.Position.SessionId, last.Position.Sequence));
    }
}
