using System.Text;
using System.Text.Json;
using Bingobot.Discord.Gateway;
using Bingobot.Discord.Payloads;
using Bingobot.Discord.Rest;
using Bingobot.Framework.Tests.Support;

namespace Bingobot.Framework.Tests.Gateway;

public sealed class DispatchReaderTests : IDisposable
{
    private static readonly string[] All =
        ["VoiceStateChanged", "MessageReceived", "GuildAvailable", "GuildUnavailable", "GuildMembersReceived"];

    private readonly ScriptedDiscord _discord = new();
    private readonly DiscordRest _rest;
    private readonly DispatchReader _reader;

    public DispatchReaderTests()
    {
        _rest = _discord.Rest();
        _reader = new DispatchReader(new GatewaySource(new GatewayShard(0, 1)), All.ToHashSet(), Wire.Intake(_rest)) { Self = new Snowflake(99) };
    }

    [Fact]
    public void Command_WithSubcommandAndOptions_IsKeptAsHandlersNeedIt()
    {
        var fact = Read<InteractionReceived>("INTERACTION_CREATE", """
            {"id":"10","application_id":"99","type":2,"token":"t","version":1,"guild_id":"7","channel_id":"500",
             "member":{"user":{"id":"1","username":"ada","global_name":"Ada"},"nick":"Countess","roles":[]},
             "data":{"id":"5","name":"vote","type":1,
                     "resolved":{"users":{"3":{"id":"3","username":"robot","bot":true}},"members":{"3":{"nick":"Robbie","roles":[]}}},
                     "options":[{"name":"start","type":1,"options":[
                        {"name":"question","type":3,"value":"Pizza?"},{"name":"quorum","type":4,"value":3},
                        {"name":"secret","type":5,"value":true},{"name":"user","type":6,"value":"3"}]}]}}
            """, partition: 7);

        Assert.Equal((InteractionKind.Command, "vote start", "Countess"), (fact.Kind, fact.Command, fact.UserName));
        Assert.Equal(
            ["question=Pizza?", "quorum=3", "secret=true", "user=3"],
            fact.Options.Select(option => $"{option.Name}={option.Value}"));
        Assert.Equal(("Robbie", true), (fact.Options[3].Label, fact.Options[3].Bot));
    }

    [Fact]
    public void Press_IsKeptWithItsMessage()
    {
        var fact = Read<InteractionReceived>("INTERACTION_CREATE", $$$"""
            {"id":"10","application_id":"99","type":3,"token":"t","version":1,"guild_id":"7","channel_id":"500",
             "member":{"user":{"id":"1","username":"ada"},"roles":[]},"data":{"custom_id":"{{{Wire.Seal.Seal("votes:cast:0:x")}}}","component_type":2},
             "message":{"id":"600","channel_id":"500","author":{"id":"99","username":"bot"},"content":"","timestamp":"2026-01-01T00:00:00Z"}}
            """, partition: 7);

        Assert.Equal((InteractionKind.Component, "votes:cast:0:x"), (fact.Kind, fact.CustomId));
        Assert.Equal(new Snowflake(600), fact.Message);
    }

    [Fact]
    public void Option_LongerThanDiscordAllows_IsCutAndItsLengthKept()
    {
        var text = new string('x', 10_000);

        var fact = Read<InteractionReceived>("INTERACTION_CREATE", $$"""
            {"id":"10","application_id":"99","type":2,"token":"t","version":1,"guild_id":"7","channel_id":"500",
             "member":{"user":{"id":"1","username":"ada"},"roles":[]},
             "data":{"name":"echo","options":[{"name":"text","type":3,"value":"{{text}}"}] } }
            """, partition: 7);

        Assert.Equal((6000, 10_000), (fact.Options[0].Value.Length, fact.Options[0].Length));
    }

    [Fact]
    public void Guild_IsKeptWithChannelsAndVoice()
    {
        var fact = Read<GuildAvailable>("GUILD_CREATE", """
            {"id":"7","name":"home","channels":[{"id":"501","name":"voice","type":2},{"id":"500","name":"general","type":0}],
             "members":[{"user":{"id":"9","username":"robot","bot":true},"roles":[]}],
             "voice_states":[{"user_id":"9","channel_id":"501","session_id":"s"},{"user_id":"1","channel_id":"501","session_id":"s"},
                             {"user_id":"2","channel_id":null,"session_id":"s"}]}
            """, partition: 7);

        Assert.Equal(["general", "voice"], fact.Channels.Select(channel => channel.Name));
        Assert.Equal([(1UL, false), (9UL, true)], fact.Voice.Select(voice => (voice.User.Value, voice.Bot)));
    }

    [Fact]
    public void MembersThatWereAskedFor_AreKeptById()
    {
        var fact = Read<GuildMembersReceived>("GUILD_MEMBERS_CHUNK", """
            {"guild_id":"7","chunk_index":1,"chunk_count":3,"nonce":"n","not_found":["6","5"],
             "members":[{"user":{"id":"9","username":"robot","bot":true},"roles":["21","20"],"joined_at":"2026-01-01T00:00:00Z","deaf":false,"mute":false,"flags":0},
                        {"user":{"id":"1","username":"ada"},"roles":[]}]}
            """, partition: 7);

        Assert.Equal((1, 3, "n"), (fact.Chunk, fact.Chunks, fact.Nonce));
        Assert.Equal([(1UL, false), (9UL, true)], fact.Members.Select(member => (member.User.Value, member.Bot)));
        Assert.Equal([new Snowflake(20), new Snowflake(21)], fact.Members[1].Roles);
        Assert.Equal([new Snowflake(5), new Snowflake(6)], fact.NotFound);
    }

    [Fact]
    public void Dispatches_AreThoseOfTheWantedEvents()
    {
        Assert.Equal(["INTERACTION_CREATE"], DispatchReader.DispatchesFor(new HashSet<string>()));
        Assert.Contains("GUILD_MEMBERS_CHUNK", (IReadOnlySet<string>)DispatchReader.DispatchesFor(All.ToHashSet()));
    }

    [Theory]
    [InlineData("VOICE_STATE_UPDATE", """{"guild_id":"7","user_id":"1","channel_id":null,"session_id":"s"}""", typeof(VoiceStateChanged))]
    [InlineData("GUILD_DELETE", """{"id":"7"}""", typeof(GuildUnavailable))]
    [InlineData("MESSAGE_CREATE", """{"id":"1","guild_id":"7","channel_id":"500","author":{"id":"1","username":"ada"},"content":"secret"}""", typeof(MessageReceived))]
    public void Dispatch_ThatAModuleWants_IsAFact(string type, string data, Type fact) =>
        Assert.Equal(fact, Read(type, data)!.GetType().GenericTypeArguments.Single());

    [Theory]
    [InlineData("MESSAGE_CREATE", """{"id":"1","guild_id":"7","channel_id":"500","author":{"id":"99","username":"me"}}""")]
    [InlineData("MESSAGE_CREATE", """{"id":"1","channel_id":"500","author":{"id":"1","username":"ada"}}""")]
    [InlineData("GUILD_CREATE", """{"id":"7","unavailable":true}""")]
    [InlineData("INTERACTION_CREATE", """{"id":"1","application_id":"9","type":1,"token":"t","version":1}""")]
    [InlineData("TYPING_START", "{}")]
    [InlineData("RESUMED", "{}")]
    public void Dispatch_ThatNobodyWants_IsNothing(string type, string data) => Assert.Null(Read(type, data));

    [Theory]
    [InlineData("VOICE_STATE_UPDATE", """{"guild_id":"7","user_id":"1","channel_id":"500","session_id":"s"}""")]
    [InlineData("MESSAGE_CREATE", """{"id":"1","guild_id":"7","channel_id":"500","author":{"id":"1","username":"ada"}}""")]
    [InlineData("GUILD_CREATE", """{"id":"7"}""")]
    [InlineData("GUILD_MEMBERS_CHUNK", """{"guild_id":"7","members":[],"chunk_index":0,"chunk_count":1}""")]
    public void Dispatch_WithoutAModuleForIt_IsNothing(string type, string data)
    {
        DispatchReader reader = new(new GatewaySource(new GatewayShard(0, 1)), new HashSet<string>(), Wire.Intake(_rest));

        Assert.Null(reader.Read(type, Encoding.UTF8.GetBytes(data), null));
    }

    [Theory]
    [InlineData("INTERACTION_CREATE", "[]")]
    [InlineData("INTERACTION_CREATE", "null")]
    [InlineData("VOICE_STATE_UPDATE", """{"user_id":"ada"}""")]
    [InlineData("READY", """{"user":7}""")]
    public void Dispatch_ThatIsNotAsDocumented_IsAJsonError(string type, string data) =>
        Assert.Throws<JsonException>(() => Read(type, data));

    [Fact]
    public void Intents_AreThoseOfTheWantedEvents()
    {
        Assert.Equal(Intents.Guilds, DispatchReader.IntentsFor(new HashSet<string>()));
        Assert.Equal(
            Intents.Guilds | Intents.GuildVoiceStates | Intents.GuildMessages, DispatchReader.IntentsFor(All.ToHashSet()));
    }

    public void Dispose()
    {
        _rest.Dispose();
        _discord.Dispose();
    }

    private GatewayFact? Read(string type, string data) => _reader.Read(type, Encoding.UTF8.GetBytes(data), null);

    private TEvent Read<TEvent>(string type, string data, ulong partition)
        where TEvent : class
    {
        var fact = Assert.IsType<GatewayFact.Typed<TEvent>>(Read(type, data));
        Assert.Equal(partition, fact.Partition);
        return fact.Value;
    }
}
