using Bingobot.Commands.Load;
using Bingobot.Commands.Load.Check;
using Bingobot.Sandbox;
using Microsoft.Extensions.Time.Testing;

namespace Bingobot.Tests.Commands.Load;

public class AnswerTests
{
    private const ulong Channel = 5;
    private readonly FakeTimeProvider _clock = new();

    private static ServedAcknowledgement Served(long at, AcknowledgementOutcome outcome, bool told = true) => new(1, at, outcome, told);

    [Fact]
    public void Latency_IsFromTheFirstSendingToTheArrivalThatWasTaken()
    {
        var watch = new AnswerWatch(_clock, () => null);
        watch.InteractionSending(1, _clock.GetTimestamp());
        _clock.Advance(TimeSpan.FromMilliseconds(40));
        watch.InteractionSending(1, _clock.GetTimestamp());
        watch.AcknowledgementServed(Served(_clock.GetTimestamp(), AcknowledgementOutcome.NotTaken));
        _clock.Advance(TimeSpan.FromMilliseconds(60));

        watch.AcknowledgementServed(Served(_clock.GetTimestamp(), AcknowledgementOutcome.Taken));

        Latency latency = watch.Latency();
        Assert.Equal(1, latency.Count);
        Assert.InRange(latency.P50, 99.9, 100.2);
        Assert.InRange(latency.Max, 99.9, 100.2);
    }

    [Theory]
    [InlineData(true, 0, 1)]
    [InlineData(false, 1, 0)]
    public void SecondAcknowledgement_IsExcusedOnlyWhereTheFirstWasNotTold(bool told, int again, int twice)
    {
        var watch = new AnswerWatch(_clock, () => null);

        watch.AcknowledgementServed(Served(0, AcknowledgementOutcome.Taken, told));
        watch.AcknowledgementServed(Served(0, AcknowledgementOutcome.TakenBefore));

        Assert.Equal((again, twice), (watch.AskedAgain, watch.AskedTwice));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void SecondAcknowledgement_IsExcusedWhereTheBotWasKilledAfterTheFirst(bool killedBefore, bool killedAfter)
    {
        long? killed = killedBefore ? 5 : null;
        var watch = new AnswerWatch(_clock, () => killed);

        watch.AcknowledgementServed(Served(10, AcknowledgementOutcome.Taken));
        killed = killedAfter ? 15 : killed;
        watch.AcknowledgementServed(Served(20, AcknowledgementOutcome.TakenBefore));

        Assert.Equal((killedAfter ? 1 : 0, killedAfter ? 0 : 1), (watch.AskedAgain, watch.AskedTwice));
    }

    [Fact]
    public void Tally_TellsAllFatesApart()
    {
        SentRecord sent = SentRecord.Of(
        [
            .. Enumerable.Range(1, 7).Select(id => Asked((ulong)id)),
            Acknowledged(1, deferred: false), new AnswerEntry(default, 1),
            Acknowledged(2, deferred: true), new AnswerEntry(default, 2),
            Acknowledged(3, deferred: true),
            Acknowledged(4, deferred: false), new AnswerEntry(default, 4), Answer(4, 1), Answer(4, 2),
        ]);
        foreach (ulong heard in (ulong[])[1, 2, 3, 4, 5, 7])
            sent.Interactions[heard].IsHeard = true;

        AnswerTally tally = AnswerTally.Of(sent, isLate: id => id is 5 or 7, new HashSet<ulong> { 1, 7 });

        Assert.Equal((2, 1), (tally.Once, tally.Deferred));
        Assert.Equal((1, 1, 1, 1), (tally.Missing, tally.Twice, tally.Late, tally.Unheard));
    }

    [Fact]
    public void SameMessageTwice_InOneChannel_IsWrittenTwice()
    {
        SentRecord sent = SentRecord.Of(
        [
            new BotMessageEntry(default, Channel, 1, null, "n1", "The vote has closed."),
            new BotMessageEntry(default, Channel + 1, 2, null, "n2", "The vote has closed."),
            new BotMessageEntry(default, Channel, 3, null, "n3", "The vote has closed."),
        ]);

        Assert.Equal(1, sent.WrittenTwice);
    }

    private static DispatchEntry Asked(ulong id) =>
        new(default, "a", (long)id, "INTERACTION_CREATE", 1, id, 1, Channel, ByBot: false);

    private static AcknowledgementEntry Acknowledged(ulong id, bool deferred) => new(default, id, deferred);

    private static BotMessageEntry Answer(ulong interaction, ulong message) =>
        new(default, Channel, message, interaction, null, "answer");
}
