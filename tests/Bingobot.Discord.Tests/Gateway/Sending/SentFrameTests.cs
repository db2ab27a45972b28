using System.Text;
using System.Text.Json;
using Bingobot.Discord.Gateway;
using Bingobot.Discord.Gateway.Wire;
using Bingobot.Discord.Payloads;
using Bingobot.Discord.Rest;
using CsCheck;

namespace Bingobot.Discord.Tests.Gateway.Sending;

/// <summary>Whatever is given to be sent is a frame that Discord takes, or is refused before it is queued.</summary>
public sealed class SentFrameTests
{
    /// <summary>Also quotes, control characters, and halves of characters.</summary>
    private static readonly Gen<string> Text = Gen.Frequency(
        (4, Gen.String), (2, Gen.Select(Gen.Char, Gen.Int[0, 5_000]).Select(static (character, count) => new string(character, count))));

    private static readonly Gen<Snowflake> Id = Gen.ULong.Select(static id => new Snowflake(id));

    [Fact]
    public void Presence_OfAnyContent_IsAFrameOrRefused() =>
        Gen.Select(Text, Text, Gen.Int[0, 5], Gen.Bool).Sample(
            static (name, state, count, afk) => Check(GatewayOpcode.PresenceUpdate, () => FrameWriter.Presence(new UpdatePresence
            {
                Activities = [.. Enumerable.Repeat(new PresenceActivity { Name = name, State = state }, count)],
                Afk = afk,
            })),
            iter: 2_000);

    [Fact]
    public void RequestOfMembers_OfAnyContent_IsAFrameOrRefused() =>
        Gen.Select(Id, Text, Id.Array[0, 300], Text, Gen.Int).Sample(
            static (guild, query, users, nonce, limit) => Check(GatewayOpcode.RequestGuildMembers, () => FrameWriter.GuildMembers(new RequestGuildMembers
            {
                GuildId = guild,
                Query = query,
                UserIds = users,
                Nonce = nonce,
                Limit = limit,
            })),
            iter: 2_000);

    [Fact]
    public void OtherRequests_OfAnyContent_AreFramesOrRefused() =>
        Gen.Select(Id, Id.Array[0, 300], Text.Array[0, 3], Gen.Bool).Sample(
            static (guild, guilds, fields, isMute) =>
            {
                Check(GatewayOpcode.RequestSoundboardSounds, () => FrameWriter.SoundboardSounds(new RequestSoundboardSounds { GuildIds = guilds }));
                Check(GatewayOpcode.RequestChannelInfo, () => FrameWriter.ChannelInfo(new RequestChannelInfo { GuildId = guild, Fields = fields }));
                Check(GatewayOpcode.VoiceStateUpdate, () => FrameWriter.Voice(new UpdateVoiceState { GuildId = guild, ChannelId = guild, SelfMute = isMute }));
            },
            iter: 2_000);

    [Fact]
    public void Frame_JustAsLongAsAllowed_IsTakenAndOneByteMoreIsNot()
    {
        var overhead = FrameWriter.Presence(PresenceOf(0)).Length;
        Assert.Equal(FrameWriter.MostBytes, FrameWriter.Presence(PresenceOf(FrameWriter.MostBytes - overhead)).Length);
        Assert.Throws<ArgumentException>(() => FrameWriter.Presence(PresenceOf(FrameWriter.MostBytes - overhead + 1)));
    }

    [Fact]
    public void PresenceToBeginWith_ThatIsTooLong_IsRefusedWithTheOptions()
    {
        using DiscordRest rest = new(new DiscordRestOptions { Token = "t", ApiBaseUrl = new Uri("https://discord.test/api/v10"), Random = new Random(1) });
        Assert.Throws<ArgumentException>(() => new GatewayClient(rest, new GatewayClientOptions
        {
            Token = "t",
            Intents = Intents.Guilds,
            OnDispatch = static (_, _) => default,
            Random = new Random(1),
            Presence = PresenceOf(FrameWriter.MostBytes),
        }));
    }

    private static UpdatePresence PresenceOf(int bytes) => new() { Activities = [new PresenceActivity { Name = new string('x', bytes) }] };

    private static void Check(GatewayOpcode op, Func<byte[]> write)
    {
        byte[] frame;
        try
        {
            frame = write();
        }
        catch (ArgumentException)
        {
            return;
        }
        Assert.InRange(frame.Length, 1, FrameWriter.MostBytes);
        Assert.Equal(frame, new UTF8Encoding(false, throwOnInvalidBytes: true).GetBytes(Encoding.UTF8.GetString(frame)));
        using var document = JsonDocument.Parse(frame);
        Assert.Equal((int)op, document.RootElement.GetProperty("op").GetInt32());
        Assert.Equal(JsonValueKind.Object, document.RootElement.GetProperty("d").ValueKind);
    }
}
