using Bingobot.Commands.Load.Check;
using Bingobot.Discord.Payloads;
using Bingobot.Events;
using Bingobot.Framework;
using Bingobot.Sandbox;

namespace Bingobot.Tests.Commands.Load;

public class ComparisonTests
{
    private const ulong Guild = 7;
    private const ulong Author = 70;
    private const ulong Channel = 700;

    private readonly List<SandboxEntry> _sent = [];
    private readonly List<Recorded> _recorded = [];

    private static Snowflake Id(ulong id) => new(id);

    [Fact]
    public async Task All_RecordedOnceInOrder_IsFlawless()
    {
        Begin("a");
        for (long seq = 2; seq < 10; seq++)
        {
            Send("a", seq);
            Record("a", seq);
        }

        Comparison comparison = await CompareAsync();

        Tally messages = comparison.Tallies[FactKind.Message];
        Assert.Equal((8, 8, 0, 0, 0), (messages.Sent, messages.Arrived, messages.InGaps, messages.Lost, messages.Doubled));
        Assert.Equal((0, 0, 0), (comparison.NeverSent, comparison.OutOfOrder, comparison.Gaps));
        Assert.Empty(comparison.Named);
    }

    [Fact]
    public async Task Message_NotRecorded_IsLost()
    {
        Begin("a");
        Send("a", 2);
        Send("a", 3);
        Record("a", 3);

        Comparison comparison = await CompareAsync();

        Assert.Equal(1, comparison.Tallies[FactKind.Message].Lost);
        Assert.Contains("at 2 was recorded 0 times", Assert.Single(comparison.Named), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Message_RecordedTwice_IsDoubled()
    {
        Begin("a");
        Send("a", 2);
        Record("a", 2);
        Record("a", 2);

        Comparison comparison = await CompareAsync();

        Assert.Equal((1, 1), (comparison.Tallies[FactKind.Message].Arrived, comparison.Tallies[FactKind.Message].Doubled));
    }

    [Fact]
    public async Task Messages_RecordedTheOtherWayRound_AreOutOfOrder()
    {
        Begin("a");
        Send("a", 2);
        Send("a", 3);
        Record("a", 3);
        Record("a", 2);

        Assert.Equal(1, (await CompareAsync()).OutOfOrder);
    }

    [Theory]
    [InlineData("a", 9, 2)]
    [InlineData("b", 2, 2)]
    [InlineData("a", 2, 3)]
    public async Task Message_RecordedOtherwise_WasNeverSent(string session, long position, long id)
    {
        Begin("a");
        Send("a", 2);
        Record(session, position, (ulong)id);

        Comparison comparison = await CompareAsync();

        Assert.Equal((1, 1), (comparison.NeverSent, comparison.Tallies[FactKind.Message].Lost));
    }

    [Fact]
    public async Task SessionLostOnPurpose_WithAGapNoticed_ExcusesItsEndAndWhatNobodyHeard()
    {
        Begin("a");
        Send("a", 2);
        Record("a", 2);
        Send("a", 3);
        _sent.Add(new SessionEndEntry(default, "a"));
        Send(null, 4);
        Begin("b", lost: "a");
        Send("b", 5);
        Record("b", 5);

        Comparison comparison = await CompareAsync("a");

        Tally messages = comparison.Tallies[FactKind.Message];
        Assert.Equal((4, 2, 2, 0), (messages.Sent, messages.Arrived, messages.InGaps, messages.Lost));
        Assert.Equal(1, comparison.Gaps);
    }

    [Fact]
    public async Task SessionThatNeverBecameKnown_BetweenTwoOfAGap_IsInIt()
    {
        Begin("a");
        _sent.Add(new SessionEndEntry(default, "a"));
        _sent.Add(new DispatchEntry(default, "unknown", 1, "READY", 0, 0, 0, 0, ByBot: false));
        Send("unknown", 2);
        Begin("b", lost: "a");

        Comparison comparison = await CompareAsync("a");

        Assert.Equal((1, 0), (comparison.Tallies[FactKind.Message].InGaps, comparison.Tallies[FactKind.Message].Lost));
        Assert.Equal((1, 0), (comparison.Tallies[FactKind.Session].InGaps, comparison.Tallies[FactKind.Session].Lost));
    }

    [Fact]
    public async Task Hole_BeforeTheLastThatWasRecorded_IsLostInAGapToo()
    {
        Begin("a");
        Send("a", 2);
        Send("a", 3);
        Record("a", 3);
        _sent.Add(new SessionEndEntry(default, "a"));
        Begin("b", lost: "a");

        Assert.Equal(1, (await CompareAsync("a")).Tallies[FactKind.Message].Lost);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task SessionLost_WithoutPurposeOrWithoutNotice_ExcusesNothing(bool isOnPurpose, bool isNoticed)
    {
        Begin("a");
        Send("a", 2);
        _sent.Add(new SessionEndEntry(default, "a"));
        Begin("b", lost: "a", isNoticed);

        Assert.Equal(1, (await CompareAsync(isOnPurpose ? ["a"] : [])).Tallies[FactKind.Message].Lost);
    }

    [Fact]
    public async Task VoiceAndInteractions_AreComparedByWhatTheySay()
    {
        Begin("a");
        _sent.Add(new DispatchEntry(default, "a", 2, "VOICE_STATE_UPDATE", Guild, 0, Author, 0, ByBot: false));
        _sent.Add(new DispatchEntry(default, "a", 3, "INTERACTION_CREATE", Guild, 33, Author, Channel, ByBot: false));
        Record("a", 2, Guild, FrameworkEvents.VoiceStateChanged, new VoiceStateChanged(Id(Author), Id(5), Bot: false));
        Record("a", 3, Guild, FrameworkEvents.InteractionReceived, new InteractionReceived
        {
            Interaction = Id(33),
            Application = Id(1),
            Token = "secret",
            Kind = InteractionKind.Command,
            User = Id(Author),
            UserName = "ada",
            Channel = Id(Channel),
        });

        Comparison comparison = await CompareAsync();

        Assert.Equal((1, 1), (comparison.NeverSent, comparison.Tallies[FactKind.Voice].Lost));
        Assert.Equal(1, comparison.Tallies[FactKind.Interaction].Arrived);
    }

    private void Begin(string session, string? lost = null, bool isNoticed = true)
    {
        _sent.Add(new DispatchEntry(default, session, 1, "READY", 0, 0, 0, 0, ByBot: false));
        Record(session, 1, 0, FrameworkEvents.SessionStarted, new SessionStarted("gateway/0", Id(1), "bot", Id(2), lost));
        if (lost is not null && isNoticed)
            Record(null, 0, 0, FrameworkEvents.GapDetected, new GapDetected("gateway/0", default, default));
    }

    private void Send(string? session, long seq) => _sent.Add(new DispatchEntry(
        default, session, session is null ? 0 : seq, "MESSAGE_CREATE", Guild, (ulong)seq, Author, Channel, ByBot: false));

    private void Record(string session, long seq, ulong? id = null) => Record(
        session, seq, Guild, FrameworkEvents.MessageReceived, new MessageReceived(Id(id ?? (ulong)seq), Id(Channel), Id(Author), Bot: false));

    private void Record<T>(string? session, long seq, ulong partition, EventType<T> type, T data)
        where T : class => _recorded.Add(new Recorded(
            _recorded.Count + 1,
            default,
            partition,
            type.Name,
            System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(data, type.Json),
            session is null ? null : new Cursor("gateway/0", session, "ws://localhost", seq)));

    private async Task<Comparison> CompareAsync(params string[] lostOnPurpose)
    {
        var comparison = new Comparison(SentRecord.Of(_sent), lostOnPurpose);
        await comparison.RunAsync(_recorded.ToAsyncEnumerable());
        return comparison;
    }
}
