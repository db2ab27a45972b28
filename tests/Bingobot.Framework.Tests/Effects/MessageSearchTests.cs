using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;
using Bingobot.Discord.Payloads;
using Bingobot.Discord.Rest;
using Bingobot.Events;
using Bingobot.Framework.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Bingobot.Framework.Tests.Effects;

/// <summary>What is made of a channel's messages where a message may have been written.</summary>
public sealed class MessageSearchTests : IDisposable
{
    private const ulong Self = 9;
    private const ulong OtherBot = 77;
    private const ulong Person = 5;
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly MessageBody LaidOut = MessageBody.Of(MessageBlock.Text("hello"));

    private readonly ScriptedDiscord _discord = new();
    private readonly DiscordRest _rest;
    private readonly MessageEffects _messages;
    private readonly SortedDictionary<ulong, JsonObject> _channel = [];

    public MessageSearchTests()
    {
        _discord.Script = request => request.Path switch
        {
            "users/@me" => (200, $$"""{"id":"{{Self}}","username":"bot","bot":true}"""),
            "channels/500/messages" => (200, Page(request.Query)),
            _ => throw new InvalidOperationException("It was sent twice."),
        };
        _rest = _discord.Rest();
        _messages = new MessageEffects(_rest, Wire.Writer, new FakeTimeProvider(Noon + TimeSpan.FromMinutes(10)));
    }

    [Fact]
    public async Task Channel_WithTheNonce_HasTheMessage()
    {
        Say(1, Self, "hello", nonce: "another");
        var written = Say(2, Self, "edited since", nonce: "an-effect-id");
        Say(3, Self, "hello");

        AssertDone(written, await FindAsync(new MessageBody("hello")));
    }

    [Fact]
    public async Task Channel_WithTheTextButNoNonce_HasTheMessage()
    {
        Say(1, Person, "hello");
        Say(2, OtherBot, "hello");
        Say(3, Self, "other");
        Say(4, Self, "hello", nonce: "another");
        var written = Say(5, Self, "hello");

        AssertDone(written, await FindAsync(new MessageBody(" hello\n")));
    }

    [Fact]
    public async Task Channel_OfOthersAlone_DoesNotHaveIt()
    {
        Say(1, Person, "hello");
        Say(2, OtherBot, "hello");
        Say(3, OtherBot, "", nonce: "another");
        Say(4, OtherBot, "", flags: MessageFlags.IsComponentsV2);
        Say(-120, Self, "hello");

        Assert.IsType<EffectReconciliation.NotDone>(await FindAsync(new MessageBody("hello")));
        Assert.IsType<EffectReconciliation.NotDone>(await FindAsync(LaidOut));
    }

    [Fact]
    public async Task LaidOutMessage_BesideTextsAndNoncesOfTheBot_IsNotDone()
    {
        Say(1, Self, "");
        Say(2, Self, "hello");
        Say(3, Self, "", nonce: "another", flags: MessageFlags.IsComponentsV2);

        Assert.IsType<EffectReconciliation.NotDone>(await FindAsync(LaidOut));
    }

    [Fact]
    public async Task WhatMayBeIt_WithoutATextToTellItBy_IsUndecidable()
    {
        Say(1, Self, "", flags: MessageFlags.IsComponentsV2);

        Assert.IsType<EffectReconciliation.Undecidable>(await FindAsync(LaidOut));
    }

    [Fact]
    public async Task SameText_OfSeveralMessages_IsUndecidable()
    {
        Say(1, Self, "hello");
        Say(2, Self, "hello");

        Assert.IsType<EffectReconciliation.Undecidable>(await FindAsync(new MessageBody("hello")));
    }

    [Theory]
    [InlineData(99, 1)]
    [InlineData(100, 2)]
    [InlineData(250, 3)]
    public async Task Channel_WithManyMessagesSince_IsReadToTheEnd(int since, int pages)
    {
        var written = Say(1, Self, "hello", nonce: "an-effect-id");
        for (var second = 2; second < since + 2; second++)
            Say(second, Person, "chat");

        AssertDone(written, await FindAsync(new MessageBody("hello")));

        Assert.Equal(pages, _discord.Seen.Count);
    }

    [Fact]
    public async Task Channel_WithManyMessagesBefore_IsReadBackToTheEffect()
    {
        for (var second = 1; second <= 300; second++)
            Say(-70 - second, Person, "chat");
        Say(1, Person, "chat");

        Assert.IsType<EffectReconciliation.NotDone>(await FindAsync(new MessageBody("hello")));

        Assert.Single(_discord.Seen);
    }

    [Fact]
    public async Task Channel_WithMoreMessagesThanAreRead_IsUndecidable()
    {
        Say(1, Self, "hello", nonce: "an-effect-id");
        for (var second = 2; second < 6_000; second++)
            Say(second, Person, "chat");

        Assert.IsType<EffectReconciliation.Undecidable>(await FindAsync(new MessageBody("hello")));

        Assert.Equal(50, _discord.Seen.Count);
    }

    public void Dispose()
    {
        _rest.Dispose();
        _discord.Dispose();
    }

    private static void AssertDone(Snowflake message, EffectReconciliation found) => Assert.Equal(
        $$"""{"channel":"500","message":"{{message}}"}""",
        Encoding.UTF8.GetString(Assert.IsType<EffectReconciliation.Done>(found).Result.Span));

    /// <summary>Writes a message, so many seconds after the effect was derived.</summary>
    private Snowflake Say(int second, ulong author, string content, string? nonce = null, MessageFlags? flags = null)
    {
        var id = Snowflake.From(Noon + TimeSpan.FromSeconds(second));
        _channel.Add(id.Value, new JsonObject
        {
            ["id"] = id.ToString(),
            ["channel_id"] = "500",
            ["content"] = content,
            ["author"] = new JsonObject
            {
                ["id"] = author.ToString(CultureInfo.InvariantCulture),
                ["username"] = "somebody",
                ["bot"] = author != Person,
            },
            ["nonce"] = nonce,
            ["flags"] = (int)flags.GetValueOrDefault(),
        });
        return id;
    }

    /// <summary>The newest messages before one, newest first.</summary>
    private string Page(string query)
    {
        var asked = HttpUtility.ParseQueryString(query);
        var before = ulong.Parse(asked["before"] ?? $"{ulong.MaxValue}", CultureInfo.InvariantCulture);
        var limit = int.Parse(asked["limit"]!, CultureInfo.InvariantCulture);
        var page = _channel.Reverse().Where(pair => pair.Key < before).Take(limit).Select(static pair => pair.Value.ToJsonString());
        return $"[{string.Join(',', page)}]";
    }

    private async Task<EffectReconciliation> FindAsync(MessageBody body) => await _messages.ReconcileAsync(
        new PendingEffect("an-effect-id", 17, Noon, 7, "module", DiscordEffectTypes.MessageCreate.Name, "", "", default),
        new MessageToCreate(new Snowflake(500), body),
        TestContext.Current.CancellationToken);
}
