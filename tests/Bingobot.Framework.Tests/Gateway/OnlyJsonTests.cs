using System.Text;
using Bingobot.Discord.Gateway;
using Bingobot.Discord.Tests.Support;
using Bingobot.Framework.Tests.Support;
using CsCheck;

namespace Bingobot.Framework.Tests.Gateway;

/// <summary>Nothing that is not JSON becomes a fact, since the gateway client leaves it to the reader of dispatches to find out.</summary>
public sealed class OnlyJsonTests : IDisposable
{
    private static readonly (string Type, string Data)[] Dispatches =
    [
        ("READY", """{"v":10,"user":{"id":"99","username":"bot"},"guilds":[{"id":"7","unavailable":true}],"session_id":"s1","resume_gateway_url":"wss://r","application":{"id":"99","flags":0},"new":[1,"two",{"three":null}]}"""),
        ("MESSAGE_CREATE", """{"id":"1","guild_id":"7","channel_id":"500","author":{"id":"1","username":"ada"},"content":"a \"b\" [c]","embeds":[{"x":[1.5e3,true]}]}"""),
        ("VOICE_STATE_UPDATE", """{"guild_id":"7","channel_id":"501","user_id":"1","member":{"user":{"id":"1","bot":false},"roles":["5"]},"self_mute":true}"""),
        ("GUILD_CREATE", """{"id":"7","name":"home","channels":[{"id":"501","name":"voice","type":2}],"members":[],"voice_states":[],"premium_tier":1}"""),
        ("GUILD_DELETE", """{"id":"7","unavailable":true,"extra":{"a":"b"}}"""),
        ("INTERACTION_CREATE", """{"id":"10","application_id":"99","type":2,"token":"t","version":1,"guild_id":"7","channel_id":"500","member":{"user":{"id":"1","username":"ada"},"roles":[]},"data":{"name":"vote","options":[{"name":"n","type":4,"value":3}]},"locale":"de"}"""),
    ];

    private static readonly Gen<byte> Damage = Gen.Frequency(
        (3, Gen.OneOf("{}[]\",:\\0-. \n".Select(static c => (byte)c).ToArray())), (1, Gen.Byte));

    private readonly ScriptedDiscord _discord = new();
    private readonly Bingobot.Discord.Rest.DiscordRest _rest;
    private readonly DispatchReader _reader;

    public OnlyJsonTests()
    {
        _rest = _discord.Rest();
        string[] all = ["VoiceStateChanged", "MessageReceived", "GuildAvailable", "GuildUnavailable"];
        _reader = new DispatchReader(new GatewaySource(new GatewayShard(0, 1)), all.ToHashSet(), Wire.Intake(_rest));
    }

    public void Dispose()
    {
        _rest.Dispose();
        _discord.Dispose();
    }

    [Fact]
    public void Dispatches_Undamaged_BecomeFacts() => Assert.All(
        Dispatches, dispatch => Assert.NotNull(_reader.Read(dispatch.Type, Encoding.UTF8.GetBytes(dispatch.Data), lostSession: null)));

    [Fact]
    public void Dispatches_Damaged_BecomeFactsOnlyWhereTheyAreJson() =>
        Gen.Select(Gen.Int[0, Dispatches.Length - 1], Gen.Select(Gen.Double[0, 1], Damage).Array[1, 2], Gen.Int[0, 9]).Sample(
            (which, damages, cut) =>
            {
                var bytes = Encoding.UTF8.GetBytes(Dispatches[which].Data);
                foreach (var (at, value) in damages)
                    bytes[(int)(at * (bytes.Length - 1))] = value;
                if (cut == 0)
                    bytes = bytes[..^1];
                else if (cut == 1)
                    bytes = [.. bytes, damages[0].Item2];
                if (IsFact(Dispatches[which].Type, bytes))
                    Assert.True(JsonText.IsJson(bytes), Encoding.UTF8.GetString(bytes));
            },
            iter: 20_000,
            threads: 1);

    private bool IsFact(string type, byte[] data)
    {
        try
        {
            return _reader.Read(type, data, lostSession: null) is not null;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // As the ingest does: whatever reading throws leaves a dispatch out.
            return false;
        }
    }
}
