using System.Text.Json;
using Bingobot.Discord.Payloads;
using Bingobot.Discord.Rest;
using Bingobot.Events;
using Bingobot.Framework.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Bingobot.Framework.Tests.Effects;

public sealed class MessageEffectsTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly MessageToCreate Hello = new(
        new Snowflake(500),
        new MessageBody("hello") { Rows = MessageBody.InRows([new Button("m:k:1", "Yes")]), Notify = [new Snowflake(1)] });

    private readonly ScriptedDiscord _discord = new();
    private readonly FakeTimeProvider _clock = new(Noon);
    private DiscordUnauthorizedException? _refusal;

    [Fact]
    public async Task Create_ThatDiscordDoes_TellsTheMessageAndIsProtectedByItsId()
    {
        var outcome = await ExecuteAsync(Create());

        var request = Assert.Single(_discord.Seen);
        Assert.Equal("POST channels/500/messages", request.ToString());
        Assert.Equal("hello", request.Body.GetProperty("content").GetString());
        Assert.Equal("an-effect-id", request.Body.GetProperty("nonce").GetString());
        Assert.True(request.Body.GetProperty("enforce_nonce").GetBoolean());
        Assert.Equal("""{"parse":[],"users":["1"]}""", request.Body.GetProperty("allowed_mentions").GetRawText());
        Assert.Equal(Wire.Seal.Seal("m:k:1"), request.Body.GetProperty("components")[0].GetProperty("components")[0].GetProperty("custom_id").GetString());
        AssertPlaced(outcome, 4711);
    }

    [Theory]
    [InlineData(400, 50035)]
    [InlineData(403, 50013)]
    [InlineData(404, 10003)]
    public async Task Create_ThatDiscordRefuses_Failed(int status, int code)
    {
        _discord.Script = _ => (status, $$"""{"code":{{code}},"message":"no"}""");

        Assert.IsType<EffectOutcome.Failed>(await ExecuteAsync(Create()));
    }

    [Fact]
    public async Task Create_ThatMayHaveBeenDone_IsInDoubt()
    {
        _discord.Script = static _ => (500, "{}");
        Assert.IsType<EffectOutcome.InDoubt>(await ExecuteAsync(Create()));

        _discord.Script = static _ => throw new HttpRequestException("broken");
        Assert.IsType<EffectOutcome.InDoubt>(await ExecuteAsync(Create()));
    }

    [Fact]
    public async Task Create_InDoubtWhileDiscordKnowsTheNonce_IsSentAgainWithoutLooking()
    {
        Assert.IsType<EffectReconciliation.NotDone>(await ReconcileAsync(Create()));
        Assert.Empty(_discord.Seen);
    }

    [Fact]
    public async Task Create_ThatIsRateLimited_IsTriedAgainWhenDiscordSays()
    {
        _discord.Script = static _ => (429, """{"message":"slow","retry_after":3.5,"global":false}""");

        var retry = Assert.IsType<EffectOutcome.Retry>(await ExecuteAsync(Create()));

        Assert.InRange(retry.After, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(4));
    }

    [Fact]
    public async Task Create_WithATokenThatIsRefused_StopsTheBotAndStaysPending()
    {
        _discord.Script = static _ => (401, """{"code":0,"message":"401: Unauthorized"}""");

        var outcome = await ExecuteAsync(Create());

        Assert.IsType<EffectOutcome.Retry>(outcome);
        Assert.NotNull(_refusal);
    }

    [Fact]
    public async Task Create_InDoubtWhoseNextAttemptIsHeldUp_IsInDoubtAgainBeforeDiscordForgetsTheNonce()
    {
        TaskCompletionSource never = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _clock.Advance(TimeSpan.FromSeconds(30));
        _discord.Hold = _ => never.Task;
        using var rest = _discord.Rest();
        MessageEffects messages = new(rest, Wire.Writer, _clock);
        Assert.IsType<EffectReconciliation.NotDone>(
            await messages.ReconcileAsync(Create(), Hello, TestContext.Current.CancellationToken));

        var creating = messages.CreateAsync(Create(), Hello, TestContext.Current.CancellationToken).AsTask();
        _clock.Advance(TimeSpan.FromSeconds(89));
        Assert.False(creating.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Contains("forgotten the nonce", Assert.IsType<EffectOutcome.InDoubt>(await creating).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_InDoubtWhoseNextAttemptComesTooLate_IsNotSent()
    {
        using var rest = _discord.Rest();
        MessageEffects messages = new(rest, Wire.Writer, _clock);
        await messages.ReconcileAsync(Create(), Hello, TestContext.Current.CancellationToken);
        _clock.Advance(CreateMessage.NonceMemory);

        Assert.IsType<EffectOutcome.InDoubt>(await messages.CreateAsync(Create(), Hello, TestContext.Current.CancellationToken));

        Assert.Empty(_discord.Seen);
    }

    [Theory]
    [InlineData(403, """{"code":50001,"message":"Missing Access"}""", false)]
    [InlineData(404, """{"code":10003,"message":"Unknown Channel"}""", false)]
    [InlineData(502, "", true)]
    public async Task Create_InDoubtWhereTheChannelCannotBeRead_IsAskedAgainOrUndecidable(int status, string body, bool again)
    {
        _clock.Advance(TimeSpan.FromMinutes(10));
        _discord.Script = _ => (status, body);

        EffectReconciliation found = await ReconcileAsync(Create());

        Assert.Equal(again, found is EffectReconciliation.Retry);
        Assert.Equal(!again, found is EffectReconciliation.Undecidable);
    }

    [Fact]
    public async Task Reconcile_OfAnotherKindOrUnreadable_IsUndecidable()
    {
        Assert.IsType<EffectReconciliation.Undecidable>(await ReconcileAsync(Create() with { Kind = "rocket.launch" }));
        Assert.IsType<EffectReconciliation.Undecidable>(await ReconcileAsync(Create() with { Data = "[]"u8.ToArray() }));
        Assert.Empty(_discord.Seen);
    }

    [Fact]
    public void Policies_AreTriedAgainOnlyWhereThatIsSafe()
    {
        Assert.Equal(OnUnknown.Reconcile, DiscordEffectTypes.MessageCreate.Policy.OnUnknown);
        Assert.Equal(OnUnknown.RetryWithSameKey, DiscordEffectTypes.MessageEdit.Policy.OnUnknown);
        Assert.Equal(OnUnknown.RetryWithSameKey, DiscordEffectTypes.InteractionRespond.Policy.OnUnknown);
    }

    [Fact]
    public async Task Edit_IsDoneOrFailedOrTriedAgain()
    {
        var edit = Pending(DiscordEffectTypes.MessageEdit, new MessageToEdit(new Snowflake(500), new Snowflake(42), Hello.Body));
        AssertPlaced(await ExecuteAsync(edit), 42);
        Assert.Equal("PATCH channels/500/messages/42", _discord.Lines.Single());

        _discord.Script = static _ => (404, """{"code":10008,"message":"Unknown Message"}""");
        Assert.IsType<EffectOutcome.Failed>(await ExecuteAsync(edit));
        _discord.Script = static _ => (502, "");
        Assert.IsType<EffectOutcome.Retry>(await ExecuteAsync(edit));
    }

    [Fact]
    public async Task Effect_OfAnUnknownKindOrUnreadable_Failed()
    {
        Assert.IsType<EffectOutcome.Failed>(await ExecuteAsync(Create() with { Kind = "rocket.launch" }));
        Assert.IsType<EffectOutcome.Failed>(await ExecuteAsync(Create() with { Data = "[]"u8.ToArray() }));
        Assert.Empty(_discord.Seen);
    }

    public void Dispose() => _discord.Dispose();

    private static PendingEffect Create() => Pending(DiscordEffectTypes.MessageCreate, Hello);

    private static PendingEffect Pending<TEffect>(EffectType<TEffect> type, TEffect effect)
        where TEffect : class =>
        new("an-effect-id", 17, Noon, 7, "module", type.Name, "", "", JsonSerializer.SerializeToUtf8Bytes(effect, type.Json));

    private static void AssertPlaced(EffectOutcome outcome, ulong message)
    {
        var result = Assert.IsType<EffectOutcome.Succeeded>(outcome).Result;
        Assert.Equal($$"""{"channel":"500","message":"{{message}}"}""", System.Text.Encoding.UTF8.GetString(result.Span));
    }

    private Task<EffectOutcome> ExecuteAsync(PendingEffect effect) =>
        AskAsync(effects => effects.ExecuteAsync(effect, TestContext.Current.CancellationToken));

    private Task<EffectReconciliation> ReconcileAsync(PendingEffect effect) =>
        AskAsync(effects => effects.ReconcileAsync(effect with { IsInDoubt = true }, TestContext.Current.CancellationToken));

    private async Task<TAnswer> AskAsync<TAnswer>(Func<DiscordEffects, ValueTask<TAnswer>> question)
    {
        using var rest = _discord.Rest();
        await using Deferrals deferrals = Wire.Deferrals(rest, _clock);
        DiscordEffects effects = new(
            new MessageEffects(rest, Wire.Writer, _clock),
            new InteractionResponder(rest, Wire.Writer, deferrals, _clock),
            e => _refusal = e,
            NullLogger.Instance);
        return await question(effects);
    }
}
