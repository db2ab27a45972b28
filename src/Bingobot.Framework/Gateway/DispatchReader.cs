using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Bingobot.Discord.Payloads;

namespace Bingobot.Framework;

/// <summary>
/// Turns dispatches of the gateway into facts; what no module wants is nothing. See
/// <see href="https://docs.discord.com/developers/events/gateway-events#receive-events"/>.
/// </summary>
/// <param name="source">The shard.</param>
/// <param name="wanted">The names of the events that modules deal with.</param>
/// <param name="interactions">Takes interactions.</param>
internal sealed class DispatchReader(GatewaySource source, IReadOnlySet<string> wanted, InteractionIntake interactions)
{
    /// <summary>The dispatches that facts are made of, each with its fact; but for READY and interactions, which are always read.</summary>
    private static readonly (string Dispatch, string Fact)[] Facts =
    [
        ("GUILD_CREATE", FrameworkEvents.GuildAvailable.Name),
        ("GUILD_DELETE", FrameworkEvents.GuildUnavailable.Name),
        ("VOICE_STATE_UPDATE", FrameworkEvents.VoiceStateChanged.Name),
        ("MESSAGE_CREATE", FrameworkEvents.MessageReceived.Name),
        ("GUILD_MEMBERS_CHUNK", FrameworkEvents.GuildMembersReceived.Name),
    ];

    private Snowflake _self;

    /// <summary>The bot's user: what it does itself is no news.</summary>
    public Snowflake Self
    {
        get => _self;
        set => _self = value;
    }

    /// <summary>What the gateway is to send, so that the wanted events can be made.</summary>
    public static Intents IntentsFor(IReadOnlySet<string> wanted)
    {
        var intents = Intents.Guilds;
        if (wanted.Contains(FrameworkEvents.VoiceStateChanged.Name))
            intents |= Intents.GuildVoiceStates;
        if (wanted.Contains(FrameworkEvents.MessageReceived.Name))
            intents |= Intents.GuildMessages;
        return intents;
    }

    /// <summary>The names of the dispatches that the wanted events are made of.</summary>
    public static FrozenSet<string> DispatchesFor(IReadOnlySet<string> wanted) =>
        Facts.Where(fact => wanted.Contains(fact.Fact)).Select(fact => fact.Dispatch)
            .Append("INTERACTION_CREATE").ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The fact of a dispatch, or null.</summary>
    /// <param name="type">The dispatch's name.</param>
    /// <param name="data">Its data.</param>
    /// <param name="lostSession">On READY, the session that it replaces.</param>
    /// <param name="heardUntil">Up to when that was heard, as far as it is known.</param>
    /// <exception cref="JsonException">The data are not as Discord documents them.</exception>
    public GatewayFact? Read(
        string type, ReadOnlySpan<byte> data, string? lostSession, DateTimeOffset? heardUntil = null) => type switch
        {
            "READY" => Ready(Parse(data, DiscordJson.Default.Ready), lostSession, heardUntil),
            "INTERACTION_CREATE" => Interaction(Parse(data, DiscordJson.Default.Interaction)),
            "GUILD_CREATE" when Wants(FrameworkEvents.GuildAvailable.Name) => Guild(Parse(data, DiscordJson.Default.Guild)),
            "GUILD_DELETE" when Wants(FrameworkEvents.GuildUnavailable.Name) =>
                Gone(Parse(data, DiscordJson.Default.UnavailableGuild)),
            "VOICE_STATE_UPDATE" when Wants(FrameworkEvents.VoiceStateChanged.Name) =>
                Voice(HeadReader.Voice(data)),
            "MESSAGE_CREATE" when Wants(FrameworkEvents.MessageReceived.Name) =>
                Message(HeadReader.Message(data)),
            "GUILD_MEMBERS_CHUNK" when Wants(FrameworkEvents.GuildMembersReceived.Name) =>
                Members(Parse(data, DiscordJson.Default.GuildMembersChunk)),
            _ => null,
        };

    private bool Wants(string name) => wanted.Contains(name);

    private static T Parse<T>(ReadOnlySpan<byte> data, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(data, type) ?? throw new JsonException("null where an object is expected.");

    private GatewayFact Ready(Ready ready, string? lostSession, DateTimeOffset? heardUntil)
    {
        _self = ready.User.Id;
        return GatewayFact.Of(
            0,
            new SessionStarted(source.Name, ready.User.Id, ready.User.Username, ready.Application.Id, lostSession)
            {
                Shards = source.Shard.Count == 1 ? null : source.Shard.Count,
                HeardUntil = lostSession is null ? null : heardUntil,
            });
    }

    private GatewayFact? Interaction(Interaction interaction) =>
        interactions.Take(interaction) is { } fact
            ? GatewayFact.Of(interaction.GuildId?.Value ?? 0, fact)
            : null;

    private static GatewayFact? Guild(Guild guild)
    {
        if (guild.Unavailable == true)
            return null;
        var bots = (guild.Members ?? [])
            .Where(member => member.User?.Bot == true).Select(member => member.User!.Id).ToHashSet();
        return GatewayFact.Of(guild.Id.Value, new GuildAvailable(
            guild.Name ?? "",
            [
                .. (guild.Channels ?? []).Select(channel => new GuildChannel(channel.Id, channel.Name ?? "", channel.Type))
                    .OrderBy(channel => channel.Channel),
            ],
            [
                .. (guild.VoiceStates ?? []).Where(voice => voice.ChannelId is not null)
                    .Select(voice => new VoicePresence(
                        voice.UserId,
                        voice.ChannelId.GetValueOrDefault(),
                        voice.Member?.User?.Bot == true || bots.Contains(voice.UserId)))
                    .OrderBy(voice => voice.User),
            ]));
    }

    private static GatewayFact Gone(UnavailableGuild guild) =>
        GatewayFact.Of(guild.Id.Value, new GuildUnavailable(guild.Unavailable != true));

    private static GatewayFact? Voice(in VoiceHead voice) => voice.GuildId is { } guild
        ? GatewayFact.Of(guild.Value, new VoiceStateChanged(voice.UserId, voice.ChannelId, voice.User?.Bot == true))
        : null;

    private GatewayFact? Message(in MessageHead message) =>
        message.GuildId is { } guild && message.Author.Id != _self && message.WebhookId is null
            ? GatewayFact.Of(guild.Value, new MessageReceived(
                message.Id, message.ChannelId, message.Author.Id, message.Author.Bot == true))
            : null;

    private static GatewayFact Members(GuildMembersChunk chunk) => GatewayFact.Of(
        chunk.GuildId.Value,
        new GuildMembersReceived(
            [
                .. chunk.Members.Where(member => member.User is not null)
                    .Select(member => new ListedMember(member.User!.Id, member.User.Bot == true, [.. member.Roles.Order()]))
                    .OrderBy(member => member.User),
            ],
            chunk.ChunkIndex,
            chunk.ChunkCount,
            [.. (chunk.NotFound ?? []).Order()])
        {
            Nonce = chunk.Nonce,
        });
}
