using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Bingobot.Benchmarks.Gateway.Mix;

/// <summary>
/// Writes dispatches as Discord does, the data last. See
/// <see href="https://docs.discord.com/developers/events/gateway-events#receive-events"/>.
/// </summary>
internal sealed class DispatchWriter(Random random) : IDisposable
{
    /// <summary>Written over by the event's own number.</summary>
    public const long PlaceOfSequence = MixSize.FirstSequence;

    /// <summary>Written over by the message's own id; of as many digits.</summary>
    public const long FirstMessage = 1_300_000_000_000_000_000;

    private const int LeastMessageBytes = 512;
    private const int MostMessageBytes = 2_048;
    private const int LargeGuildMembers = 500;
    private const string When = "2026-01-02T03:04:05.678000+00:00";

    private static readonly string[] Words =
        ["the", "vote", "tonight", "is", "about", "who", "brings", "cake", "and", "wheel", "for", "grace", "maybe", "later", "größer", "🎲"];

    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Utf8JsonWriter _json = new(Stream.Null);

    /// <summary>One event about a guild; good until the next.</summary>
    public ReadOnlySpan<byte> Write(DispatchKind kind, int guild) => Dispatch(DispatchKinds.NameOf(kind), PlaceOfSequence, () =>
    {
        switch (kind)
        {
            case DispatchKind.MessageCreate:
                Message(guild);
                break;
            case DispatchKind.PresenceUpdate:
                Presence(guild, random.Next(GuildWorld.Members), withGuild: true);
                break;
            case DispatchKind.TypingStart:
                Typing(guild);
                break;
            case DispatchKind.VoiceStateUpdate:
                Voice(guild);
                break;
            default:
                Guild(guild, LargeGuildMembers);
                break;
        }
    });

    /// <summary>A guild as a session begins with it.</summary>
    public ReadOnlySpan<byte> WriteGuild(int guild, long sequence, int members) =>
        Dispatch("GUILD_CREATE", sequence, () => Guild(guild, members));

    public ReadOnlySpan<byte> WriteReady(int guilds, string url) => Dispatch("READY", 1, () =>
    {
        _json.WriteNumber("v", 10);
        _json.WriteStartObject("user");
        User(GuildWorld.BotUser, "bench", bot: true);
        _json.WriteEndObject();
        _json.WriteStartArray("guilds");
        for (int guild = 0; guild < guilds; guild++)
        {
            _json.WriteStartObject();
            Id("id", GuildWorld.GuildId(guild));
            _json.WriteBoolean("unavailable", true);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
        _json.WriteString("session_id", "5e551045e55104");
        _json.WriteString("resume_gateway_url", url);
        _json.WriteStartObject("application");
        Id("id", GuildWorld.BotUser);
        _json.WriteNumber("flags", 0);
        _json.WriteEndObject();
    });

    public void Dispose() => _json.Dispose();

    private ReadOnlySpan<byte> Dispatch(string name, long sequence, Action data)
    {
        _buffer.ResetWrittenCount();
        _json.Reset(_buffer);
        _json.WriteStartObject();
        _json.WriteString("t", name);
        _json.WriteNumber("s", sequence);
        _json.WriteNumber("op", 0);
        _json.WriteStartObject("d");
        data();
        _json.WriteEndObject();
        _json.WriteEndObject();
        _json.Flush();
        return _buffer.WrittenSpan;
    }

    private void Message(int guild)
    {
        int member = random.Next(GuildWorld.Members);
        int target = random.Next(LeastMessageBytes, MostMessageBytes + 1);
        Id("id", FirstMessage);
        Id("guild_id", GuildWorld.GuildId(guild));
        Id("channel_id", GuildWorld.ChannelId(guild, random.Next(GuildWorld.TextChannels)));
        _json.WriteNumber("type", 0);
        _json.WriteBoolean("tts", false);
        _json.WriteString("timestamp", When);
        _json.WriteNull("edited_timestamp");
        _json.WriteBoolean("pinned", false);
        _json.WriteBoolean("mention_everyone", false);
        Empty("mentions", "mention_roles", "attachments", "embeds", "components");
        _json.WriteString("nonce", GuildWorld.Text(FirstMessage));
        _json.WriteStartObject("author");
        User(GuildWorld.UserId(guild, member), GuildWorld.UserName(member), bot: false);
        _json.WriteEndObject();
        _json.WriteStartObject("member");
        Member(user: null);
        _json.WriteEndObject();
        const int EndOfDispatch = 16;
        _json.WriteString("content", Prose(target - (int)(_json.BytesCommitted + _json.BytesPending) - EndOfDispatch));
    }

    private void Typing(int guild)
    {
        int member = random.Next(GuildWorld.Members);
        Id("guild_id", GuildWorld.GuildId(guild));
        Id("channel_id", GuildWorld.ChannelId(guild, random.Next(GuildWorld.TextChannels)));
        Id("user_id", GuildWorld.UserId(guild, member));
        _json.WriteNumber("timestamp", 1_767_323_045);
        _json.WriteStartObject("member");
        Member(() => User(GuildWorld.UserId(guild, member), GuildWorld.UserName(member), bot: false));
        _json.WriteEndObject();
    }

    private void Voice(int guild)
    {
        int member = random.Next(GuildWorld.Members);
        VoiceState(guild, member, random.Next(-1, GuildWorld.VoiceChannels));
        Id("guild_id", GuildWorld.GuildId(guild));
        _json.WriteStartObject("member");
        Member(() => User(GuildWorld.UserId(guild, member), GuildWorld.UserName(member), bot: false));
        _json.WriteEndObject();
    }

    private void VoiceState(int guild, int member, int channel)
    {
        if (channel < 0)
            _json.WriteNull("channel_id");
        else
            Id("channel_id", GuildWorld.ChannelId(guild, GuildWorld.TextChannels + channel));
        Id("user_id", GuildWorld.UserId(guild, member));
        _json.WriteString("session_id", "0123456789abcdef0123456789abcdef");
        foreach (string flag in (string[])["deaf", "mute", "self_deaf", "self_mute", "self_video", "suppress"])
            _json.WriteBoolean(flag, random.Next(4) == 0);
        _json.WriteNull("request_to_speak_timestamp");
    }

    private void Presence(int guild, int member, bool withGuild)
    {
        _json.WriteStartObject("user");
        Id("id", GuildWorld.UserId(guild, member));
        _json.WriteEndObject();
        if (withGuild)
            Id("guild_id", GuildWorld.GuildId(guild));
        string status = ((string[])["online", "idle", "dnd"])[random.Next(3)];
        _json.WriteString("status", status);
        _json.WriteStartArray("activities");
        for (int i = random.Next(3); i > 0; i--)
        {
            _json.WriteStartObject();
            _json.WriteString("id", "ec0b28a579ecb4bd");
            _json.WriteString("name", "A game");
            _json.WriteNumber("type", 0);
            _json.WriteString("state", Prose(random.Next(10, 60)));
            _json.WriteString("details", Prose(random.Next(10, 60)));
            _json.WriteNumber("created_at", 1_767_323_045_678 + random.Next(1_000_000));
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
        _json.WriteStartObject("client_status");
        _json.WriteString("desktop", status);
        _json.WriteEndObject();
    }

    private void Guild(int guild, int members)
    {
        Id("id", GuildWorld.GuildId(guild));
        _json.WriteString("name", "A guild of many");
        Id("owner_id", GuildWorld.UserId(guild, 0));
        _json.WriteString("preferred_locale", "en-US");
        _json.WriteBoolean("large", members > 250);
        _json.WriteBoolean("unavailable", false);
        _json.WriteNumber("member_count", members);
        _json.WriteString("joined_at", When);
        foreach (string level in (string[])["verification_level", "nsfw_level", "mfa_level", "premium_tier", "system_channel_flags"])
            _json.WriteNumber(level, 0);
        _json.WriteNumber("afk_timeout", 300);
        _json.WriteNumber("default_message_notifications", 1);
        _json.WriteNumber("explicit_content_filter", 0);
        Empty("features", "emojis", "stickers", "threads", "stage_instances", "guild_scheduled_events", "soundboard_sounds");
        Roles(guild);
        Channels(guild);
        List("members", members, member =>
            Member(() => User(GuildWorld.UserId(guild, member), GuildWorld.UserName(member), member % 20 == 19)));
        List("voice_states", members / 20, member => VoiceState(guild, member, member % GuildWorld.VoiceChannels));
        List("presences", members / 4, member => Presence(guild, member, withGuild: false));
    }

    private void Roles(int guild) => List("roles", 3, role =>
    {
        Id("id", GuildWorld.GuildId(guild) + role);
        _json.WriteString("name", role == 0 ? "@everyone" : "role");
        _json.WriteString("permissions", "2248473465835073");
        _json.WriteNumber("position", role);
        _json.WriteNumber("color", 0);
        _json.WriteNumber("flags", 0);
        foreach (string flag in (string[])["hoist", "managed", "mentionable"])
            _json.WriteBoolean(flag, false);
    });

    private void Channels(int guild) => List("channels", GuildWorld.TextChannels + GuildWorld.VoiceChannels, channel =>
    {
        Id("id", GuildWorld.ChannelId(guild, channel));
        _json.WriteNumber("type", channel < GuildWorld.TextChannels ? 0 : 2);
        _json.WriteString("name", channel < GuildWorld.TextChannels ? "general" : "voice");
        _json.WriteNumber("position", channel);
        _json.WriteNumber("flags", 0);
        _json.WriteNull("parent_id");
        Empty("permission_overwrites");
    });

    private void Member(Action? user)
    {
        if (user is not null)
        {
            _json.WriteStartObject("user");
            user();
            _json.WriteEndObject();
        }

        Empty("roles");
        _json.WriteString("joined_at", When);
        _json.WriteNull("nick");
        _json.WriteNull("avatar");
        _json.WriteNull("premium_since");
        _json.WriteNumber("flags", 0);
        foreach (string flag in (string[])["deaf", "mute", "pending"])
            _json.WriteBoolean(flag, false);
    }

    private void User(long id, string name, bool bot)
    {
        Id("id", id);
        _json.WriteString("username", name);
        _json.WriteString("global_name", name);
        _json.WriteString("discriminator", "0");
        _json.WriteString("avatar", "abcdef0123456789abcdef0123456789");
        _json.WriteNumber("public_flags", 0);
        _json.WriteBoolean("bot", bot);
    }

    private void Id(string name, long id) => _json.WriteString(name, GuildWorld.Text(id));

    private void Empty(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            _json.WriteStartArray(name);
            _json.WriteEndArray();
        }
    }

    private void List(string name, int count, Action<int> item)
    {
        _json.WriteStartArray(name);
        for (int i = 0; i < count; i++)
        {
            _json.WriteStartObject();
            item(i);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    /// <summary>Words of about so many bytes.</summary>
    private string Prose(int bytes)
    {
        var text = new StringBuilder();
        while (text.Length < bytes - 6)
            text.Append(Words[random.Next(Words.Length)]).Append(' ');
        return text.ToString();
    }
}
