using System.Text;
using System.Text.Json;
using Bingobot.Discord.Payloads;
using Bingobot.Discord.Rest;
using Bingobot.Events;
using Bingobot.Framework.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Bingobot.Framework.Tests.Effects;

public sealed class InteractionResponderTests : IAsyncDisposable
{
    private const string Acknowledged = """{"code":40060,"message":"Interaction has already been acknowledged."}""";
    private const string Gone = """{"code":10062,"message":"Unknown interaction"}""";
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly ScriptedDiscord _discord = new();
    private readonly FakeTimeProvider _clock = new(Noon);
    private readonly DiscordRest _rest;
    private readonly Deferrals _deferrals;
    private readonly InteractionResponder _responder;

    public InteractionResponderTests()
    {
        _discord.Script = static request => request.Path.EndsWith("/callback", StringComparison.Ordinal)
            ? (200, """{"interaction":{"id":"1","type":2},"resource":{"type":4,"message":{"id":"4711"}}}""")
            : (200, """{"id":"4711"}""");
        _rest = _discord.Rest();
        _deferrals = Wire.Deferrals(_rest, _clock);
        _responder = new InteractionResponder(_rest, Wire.Writer, _deferrals, _clock);
    }

    public static TheoryData<Answer, InteractionKind, int> Kinds => new()
    {
        { Answer.Whisper("x"), InteractionKind.Command, 4 },
        { Answer.Whisper("x"), InteractionKind.Component, 4 },
        { Answer.Update(new MessageBody("x")), InteractionKind.Component, 7 },
        { new Answer { Kind = AnswerKind.Silence }, InteractionKind.Component, 6 },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Answer_InTime_IsTheAcknowledgement(Answer answer, InteractionKind kind, int type)
    {
        var outcome = await RespondAsync(Answered(answer, kind));

        var request = Assert.Single(_discord.Seen);
        Assert.EndsWith("/token/callback", request.Path, StringComparison.Ordinal);
        Assert.Equal(type, request.Body.GetProperty("type").GetInt32());
        AssertPlaced(outcome, 4711);
    }

    [Fact]
    public async Task Whisper_IsEphemeralAndNotifiesNobody()
    {
        await RespondAsync(Answered(Answer.Whisper("@everyone"), InteractionKind.Command));

        var data = _discord.Seen.Single().Body.GetProperty("data");
        Assert.Equal(64, data.GetProperty("flags").GetInt32());
        Assert.Equal("""{"parse":[]}""", data.GetProperty("allowed_mentions").GetRawText());
    }

    [Fact]
    public async Task Answer_ThatWasGivenBefore_IsPutInPlaceAndNotGivenAgain()
    {
        Callback(400, Acknowledged);

        AssertPlaced(await RespondAsync(Answered(Answer.Reply(new MessageBody("x")), InteractionKind.Command)), 4711);

        Assert.Equal(
            ["GET webhooks/99/token/messages/@original", "PATCH webhooks/99/token/messages/@original"], _discord.Lines.Skip(1));
    }

    [Fact]
    public async Task ReplyToAButton_AcknowledgedByALostDeferral_FollowsUp()
    {
        Callback(400, Acknowledged, original: Fact.Message.Value);

        await RespondAsync(Answered(Answer.Whisper("x"), InteractionKind.Component));

        Assert.Equal(
            ["GET webhooks/99/token/messages/@original", "POST webhooks/99/token"], _discord.Lines.Skip(1));
        Assert.Equal(64, _discord.Seen[^1].Body.GetProperty("flags").GetInt32());
    }

    [Fact]
    public async Task ReplyToAButton_AcknowledgedByItself_IsNotGivenAgain()
    {
        Callback(400, Acknowledged, original: 12);

        AssertPlaced(await RespondAsync(Answered(Answer.Whisper("x"), InteractionKind.Component)), 12);

        Assert.DoesNotContain("POST webhooks/99/token", _discord.Lines);
    }

    [Fact]
    public async Task Answer_ThatComesTooLate_FailedForCertain()
    {
        Callback(404, Gone);

        Assert.IsType<EffectOutcome.Failed>(await RespondAsync(Answered(Answer.Whisper("x"), InteractionKind.Command)));
    }

    [Fact]
    public async Task Answer_WhoseFateIsUnknown_IsTriedAgainSinceDiscordTakesOne()
    {
        Callback(500, "{}");

        Assert.IsType<EffectOutcome.Retry>(await RespondAsync(Answered(Answer.Whisper("x"), InteractionKind.Command)));
    }

    [Fact]
    public async Task Answer_AcknowledgedBeforeAndGone_IsUnknown()
    {
        _discord.Script = static request => request.Method == "POST" ? (400, Acknowledged) : (404, """{"code":10008,"message":"gone"}""");

        Assert.IsType<EffectOutcome.Unknown>(await RespondAsync(Answered(Answer.Reply(new MessageBody("x")), InteractionKind.Command)));
    }

    [Fact]
    public async Task Answer_RecordedAfterTheTokenRanOut_FailedWithoutAsking()
    {
        var answered = Answered(Answer.Whisper("x"), InteractionKind.Command);
        _clock.Advance(TimeSpan.FromMinutes(16));

        Assert.IsType<EffectOutcome.Failed>(await RespondAsync(answered));
        Assert.Empty(_discord.Seen);
    }

    [Fact]
    public async Task Answer_RecordedInTimeAndTriedAfterTheTokenRanOut_IsUnknown()
    {
        var answered = Answered(Answer.Whisper("x"), InteractionKind.Command);
        var recorded = _clock.GetUtcNow();
        _clock.Advance(TimeSpan.FromMinutes(16));

        Assert.IsType<EffectOutcome.Unknown>(await RespondAsync(answered, recorded));
        Assert.Empty(_discord.Seen);
    }

    [Theory]
    [InlineData(InteractionKind.Command, 5)]
    [InlineData(InteractionKind.Component, 6)]
    public async Task Interaction_WithoutAnAnswerInTime_IsDeferredThenAnswered(InteractionKind kind, int type)
    {
        var answered = Answered(
            kind == InteractionKind.Command ? Answer.Reply(new MessageBody("x")) : Answer.Update(new MessageBody("x")), kind);
        _deferrals.Track(Received(answered));

        _clock.Advance(TimeSpan.FromSeconds(1.9));
        Assert.Empty(_discord.Seen);
        _clock.Advance(TimeSpan.FromSeconds(0.2));
        await WaitForAsync(() => _discord.Seen.Count == 1);
        Assert.Equal(type, _discord.Seen[0].Body.GetProperty("type").GetInt32());
        AssertPlaced(await RespondAsync(answered), 4711);

        Assert.Equal("PATCH webhooks/99/token/messages/@original", _discord.Lines[^1]);
        Assert.Equal(2, _discord.Seen.Count);
    }

    [Fact]
    public async Task Whisper_AfterADeferredPress_FollowsUpPrivately()
    {
        var answered = Answered(Answer.Whisper("x"), InteractionKind.Component);
        _deferrals.Track(Received(answered));
        _clock.Advance(TimeSpan.FromSeconds(2));
        await WaitForAsync(() => _discord.Seen.Count == 1);

        await RespondAsync(answered);

        Assert.Equal("POST webhooks/99/token", _discord.Lines[^1]);
        Assert.Equal(64, _discord.Seen[^1].Body.GetProperty("flags").GetInt32());
    }

    [Fact]
    public async Task LaidOutWhisper_AfterADeferredPress_FollowsUpPrivatelyAndLaidOut()
    {
        var answered = Answered(Answer.Whisper(MessageBody.Of(MessageBlock.Text("a"))), InteractionKind.Component);
        _deferrals.Track(Received(answered));
        _clock.Advance(TimeSpan.FromSeconds(2));
        await WaitForAsync(() => _discord.Seen.Count == 1);

        await RespondAsync(answered);

        Assert.Equal("POST webhooks/99/token", _discord.Lines[^1]);
        Assert.Equal(
            (int)(MessageFlags.Ephemeral | MessageFlags.IsComponentsV2), _discord.Seen[^1].Body.GetProperty("flags").GetInt32());
    }

    [Theory]
    [InlineData(0.4, 1.6)]
    [InlineData(5, 1)]
    [InlineData(-5, 2)]
    public async Task Interaction_ThatArrivesLate_IsDeferredSooner(double late, double after)
    {
        var answered = Answered(Answer.Reply(new MessageBody("x")), InteractionKind.Command, made: Noon - TimeSpan.FromSeconds(late));
        _deferrals.Track(Received(answered));

        _clock.Advance(TimeSpan.FromSeconds(after - 0.1));
        Assert.Empty(_discord.Seen);
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        await WaitForAsync(() => _discord.Seen.Count == 1);
    }

    [Fact]
    public async Task Interaction_ThatWasAnswered_IsNotDeferred()
    {
        var answered = Answered(Answer.Whisper("x"), InteractionKind.Command);
        _deferrals.Track(Received(answered));
        await RespondAsync(answered);

        _clock.Advance(TimeSpan.FromSeconds(5));
        await _deferrals.DisposeAsync();

        Assert.Single(_discord.Seen);
    }

    [Fact]
    public async Task Answer_WhileADeferralIsUnderWay_WaitsForIt()
    {
        TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _discord.Hold = request => request.Path.EndsWith("/callback", StringComparison.Ordinal) ? release.Task : Task.CompletedTask;
        var answered = Answered(Answer.Reply(new MessageBody("x")), InteractionKind.Command);
        _deferrals.Track(Received(answered));
        _clock.Advance(TimeSpan.FromSeconds(2));
        await WaitForAsync(() => _discord.Seen.Count == 1);

        var responding = RespondAsync(answered);
        Assert.False(responding.IsCompleted);
        release.SetResult();
        AssertPlaced(await responding, 4711);

        Assert.Equal("PATCH webhooks/99/token/messages/@original", _discord.Lines[^1]);
    }

    public async ValueTask DisposeAsync()
    {
        await _deferrals.DisposeAsync();
        _rest.Dispose();
        _discord.Dispose();
    }

    private static async Task WaitForAsync(Func<bool> condition)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(10), "It did not happen in time.");
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    private static InteractionReceived Received(InteractionAnswered answered) =>
        Fact.New(new Snowflake(1)) with { Interaction = answered.Interaction, Kind = answered.Kind, Message = answered.Message };

    private static void AssertPlaced(EffectOutcome outcome, ulong message) => Assert.Equal(
        $$"""{"channel":"500","message":"{{message}}"}""",
        Encoding.UTF8.GetString(Assert.IsType<EffectOutcome.Succeeded>(outcome).Result.Span));

    private void Callback(int status, string body, ulong original = 4711) => _discord.Script = request =>
        request.Path.EndsWith("/callback", StringComparison.Ordinal) ? (status, body) : (200, $$"""{"id":"{{original}}"}""");

    private InteractionAnswered Answered(Answer answer, InteractionKind kind, DateTimeOffset? made = null)
    {
        var fact = Fact.New(new Snowflake(1), made ?? _clock.GetUtcNow());
        return new InteractionAnswered
        {
            Interaction = fact.Interaction,
            Application = fact.Application,
            Token = fact.Token,
            Kind = kind,
            Channel = fact.Channel,
            Message = kind == InteractionKind.Component ? Fact.Message : null,
            Module = "module",
            Answer = answer,
        };
    }

    private async Task<EffectOutcome> RespondAsync(InteractionAnswered answered, DateTimeOffset? recorded = null) =>
        await _responder.RespondAsync(
            new PendingEffect(
                "id", 17, recorded ?? _clock.GetUtcNow(), 7, "interactions", "interaction.respond", "", "",
                JsonSerializer.SerializeToUtf8Bytes(answered, DiscordEffectTypes.InteractionRespond.Json)),
            answered,
            TestContext.Current.CancellationToken);
}
