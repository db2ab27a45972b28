using System.Text.Json;
using System.Text.Json.Nodes;
using Bingobot.Discord.Payloads;
using Bingobot.Discord.Rest;
using Bingobot.Events;
using Bingobot.Framework.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Bingobot.Framework.Tests.Effects;

/// <summary>Who sees an answer that had to be deferred, and what becomes of a modal that comes too late.</summary>
public sealed class PrivacyTests : IDisposable
{
    private const string Acknowledged = """{"code":40060,"message":"Interaction has already been acknowledged."}""";
    private static readonly Modal Form = new("m:k:x", "Title", [ModalField.Text("why", "Why")]);
    private readonly ScriptedDiscord _discord = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly DiscordRest _rest;

    public PrivacyTests()
    {
        _discord.Script = static request => request.Path.EndsWith("/callback", StringComparison.Ordinal)
            ? (200, """{"interaction":{"id":"1","type":2}}""")
            : (200, """{"id":"4711"}""");
        _rest = _discord.Rest();
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task Deferral_AsDeclared_IsFollowedByTheAnswerInItsPlace(bool declaredPrivate, bool answeredPrivately)
    {
        await DeferAndAnswerAsync(declaredPrivate, Answered(answeredPrivately ? Answer.Whisper("secret") : Answer.Reply(new MessageBody("open"))));

        Assert.Equal(declaredPrivate ? 64 : 0, Flags(_discord.Seen[0].Body, "data", "flags"));
        Assert.Equal(["PATCH webhooks/99/token/messages/@original"], _discord.Lines.Skip(1));
    }

    [Theory]
    [InlineData(false, "secret", 64)]
    [InlineData(true, "open", 0)]
    public async Task Deferral_OfAnotherKindThanTheAnswer_IsFilledWithANoteAndTheAnswerFollows(bool declaredPrivate, string text, int flags)
    {
        await DeferAndAnswerAsync(declaredPrivate, Answered(declaredPrivate ? Answer.Reply(new MessageBody(text)) : Answer.Whisper(text)));

        Assert.Equal(["PATCH webhooks/99/token/messages/@original", "POST webhooks/99/token"], _discord.Lines.Skip(1));
        Assert.DoesNotContain(text, _discord.Seen[1].Body.GetProperty("content").GetString(), StringComparison.Ordinal);
        Assert.Equal(text, _discord.Seen[2].Body.GetProperty("content").GetString());
        Assert.Equal(flags, Flags(_discord.Seen[2].Body, "flags"));
    }

    [Theory]
    [InlineData(64, new[] { "PATCH webhooks/99/token/messages/@original" })]
    [InlineData(128, new[] { "PATCH webhooks/99/token/messages/@original", "POST webhooks/99/token" })]
    public async Task Whisper_AcknowledgedInAnEarlierLife_IsGivenWhereItIsPrivate(int flags, string[] lines)
    {
        Original($$"""{"id":"4711","flags":{{flags}}}""");

        await RespondAsync(Wire.Deferrals(_rest, _clock), Answered(Answer.Whisper("secret")));

        Assert.Equal(lines, _discord.Lines.Skip(2));
        Assert.Equal(flags == 64, _discord.Seen[2].Body.GetProperty("content").GetString() == "secret");
    }

    [Fact]
    public async Task Whisper_WhosePlaceWasTakenByANote_IsUnknownAndNotGivenTwice()
    {
        Original("""{"id":"4711","flags":0}""");

        Assert.IsType<EffectOutcome.Unknown>(await RespondAsync(Wire.Deferrals(_rest, _clock), Answered(Answer.Whisper("secret"))));
        Assert.Equal(2, _discord.Lines.Count);
    }

    [Fact]
    public async Task Modal_InTime_Opens()
    {
        Assert.IsType<EffectOutcome.Succeeded>(await RespondAsync(Wire.Deferrals(_rest, _clock), Answered(Answer.Open(Form))));

        var body = Assert.Single(_discord.Seen).Body;
        Assert.Equal(9, body.GetProperty("type").GetInt32());
        var data = body.GetProperty("data");
        Assert.True(Wire.Seal.TryOpen(data.GetProperty("custom_id").GetString()!, out var customId));
        Assert.Equal(("m:k:x", "Title"), (customId, data.GetProperty("title").GetString()));
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""[{"type":18,"label":"Why","component":{"type":4,"custom_id":"why","style":1,"max_length":4000,"required":true}}]"""),
            JsonNode.Parse(data.GetProperty("components").GetRawText())));
    }

    [Theory]
    [InlineData(null, "That took too long")]
    [InlineData("de", "Das hat zu lange gedauert")]
    public async Task Modal_AfterADeferral_IsAnsweredByAskingToTryAgain(string? locale, string text)
    {
        await DeferAndAnswerAsync(declaredPrivate: true, Answered(Answer.Open(Form)) with { Locale = locale });

        Assert.Equal(["PATCH webhooks/99/token/messages/@original"], _discord.Lines.Skip(1));
        Assert.StartsWith(text, _discord.Seen[1].Body.GetProperty("content").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Modal_AcknowledgedBefore_WasOpenedWhereThereIsNoMessage()
    {
        _discord.Script = static request => request.Method == "POST" ? (400, Acknowledged) : (404, """{"code":10008,"message":"Unknown Message"}""");

        Assert.IsType<EffectOutcome.Succeeded>(await RespondAsync(Wire.Deferrals(_rest, _clock), Answered(Answer.Open(Form))));
    }

    public void Dispose()
    {
        _rest.Dispose();
        _discord.Dispose();
    }

    /// <summary>The number at a path; 0 where there is none.</summary>
    private static int Flags(JsonElement body, params string[] path)
    {
        foreach (var name in path)
        {
            if (!body.TryGetProperty(name, out body))
                return 0;
        }
        return body.GetInt32();
    }

    private void Original(string message) => _discord.Script = request =>
        request.Path.EndsWith("/callback", StringComparison.Ordinal) ? (400, Acknowledged) : (200, message);

    private async Task DeferAndAnswerAsync(bool declaredPrivate, InteractionAnswered answered)
    {
        await using var deferrals = Wire.Deferrals(_rest, _clock, declaredPrivate);
        deferrals.Track(Fact.New(new Snowflake(1)) with { Interaction = answered.Interaction, Kind = InteractionKind.Command });
        _clock.Advance(TimeSpan.FromSeconds(2));
        await WaitForAsync(() => _discord.Seen.Count == 1);
        await RespondAsync(deferrals, answered);
    }

    private InteractionAnswered Answered(Answer answer)
    {
        var fact = Fact.New(new Snowflake(1), _clock.GetUtcNow());
        return new InteractionAnswered
        {
            Interaction = fact.Interaction,
            Application = fact.Application,
            Token = fact.Token,
            Kind = InteractionKind.Command,
            Channel = fact.Channel,
            Module = "module",
            Answer = answer,
        };
    }

    private async Task<EffectOutcome> RespondAsync(Deferrals deferrals, InteractionAnswered answered) =>
        await new InteractionResponder(_rest, Wire.Writer, deferrals, _clock).RespondAsync(
            new PendingEffect(
                "id", 17, _clock.GetUtcNow(), 7, "interactions", "interaction.respond", "", "",
                JsonSerializer.SerializeToUtf8Bytes(answered, DiscordEffectTypes.InteractionRespond.Json)),
            answered,
            TestContext.Current.CancellationToken);

    private static async Task WaitForAsync(Func<bool> condition)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(10), "It did not happen in time.");
            await Task.Yield();
        }
    }
}
