using System.Text.Json;

namespace Bingobot.Sandbox;

/// <summary>A thread as somebody starts it
/// (<see href="https://docs.discord.com/developers/resources/channel#start-thread-without-message"/>).</summary>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="Kind">Null: as the channel has them.</param>
/// <param name="AutoArchiveMinutes">One of <see cref="ThreadState.Durations"/>.</param>
/// <param name="Slowmode">Seconds.</param>
/// <param name="Invitable">Whether its members may add others.</param>
internal sealed record ThreadForm(string Name, ChannelKind? Kind, int AutoArchiveMinutes, int Slowmode, bool Invitable)
{
    public const int MaxName = 100;
    private const int MaxSlowmode = 6 * 60 * 60;

    /// <exception cref="RestException">400, 50035: with all faults found.</exception>
    public static ThreadForm Read(JsonElement body, ChannelKind? kind)
    {
        FormErrors errors = new();
        string name = ReadName(body, errors) ?? "";
        if (name.Length == 0)
            errors.Required("name");
        int duration = ReadDuration(body, errors) ?? ThreadState.DefaultDuration;
        int slowmode = ReadSlowmode(body, errors) ?? 0;
        errors.ThrowIfAny();
        return new ThreadForm(name, kind, duration, slowmode, body.Get("invitable") is not { ValueKind: JsonValueKind.False });
    }

    /// <summary>The kind of a thread that is started without a message; private unless something else is said.</summary>
    /// <exception cref="RestException">400, 50035.</exception>
    public static ChannelKind ReadKind(JsonElement body)
    {
        ChannelKind kind = (ChannelKind)(body.GetInt("type") ?? (int)ChannelKind.PrivateThread);
        if (kind is ChannelKind.AnnouncementThread or ChannelKind.PublicThread or ChannelKind.PrivateThread)
            return kind;
        FormErrors errors = new();
        errors.NotAmong("type", "10, 11, 12");
        throw errors.ToException();
    }

    public static string? ReadName(JsonElement body, FormErrors errors)
    {
        string? name = body.GetText("name")?.Trim();
        if (name is { Length: > MaxName })
            errors.BadLength("name", 1, MaxName);
        return name;
    }

    public static int? ReadDuration(JsonElement body, FormErrors errors)
    {
        int? duration = body.GetInt("auto_archive_duration");
        if (duration is { } given && !ThreadState.Durations.Contains(given))
            errors.NotAmong("auto_archive_duration", string.Join(", ", ThreadState.Durations));
        return duration;
    }

    public static int? ReadSlowmode(JsonElement body, FormErrors errors)
    {
        int? slowmode = body.GetInt("rate_limit_per_user");
        if (slowmode is < 0 or > MaxSlowmode)
            errors.Add("rate_limit_per_user", "NUMBER_TYPE_MAX", $"int value should be between 0 and {MaxSlowmode}.");
        return slowmode;
    }

    /// <param name="id">Its id: that of the message that it starts from, if there is one.</param>
    /// <param name="parent">Where.</param>
    /// <param name="ownerId">Who starts it.</param>
    /// <param name="at">When, in milliseconds of the world's clock.</param>
    /// <param name="fromMessage">Whether it starts from a message.</param>
    /// <exception cref="RestException">400, 50024: there are none of its kind in that channel.</exception>
    public GuildChannel ToThread(ulong id, GuildChannel parent, ulong ownerId, long at, bool fromMessage)
    {
        ChannelKind own = parent.Kind == ChannelKind.Announcement ? ChannelKind.AnnouncementThread : ChannelKind.PublicThread;
        ChannelKind kind = fromMessage ? own : Kind ?? own;
        bool fits = parent.Kind is ChannelKind.Text or ChannelKind.Announcement
            && (kind == own || (kind == ChannelKind.PrivateThread && parent.Kind == ChannelKind.Text));
        if (!fits)
            throw RestException.WrongChannelType();
        return new GuildChannel(id, parent.GuildId, Name, kind, Position: 0, LastMessageId: 0)
        {
            ParentId = parent.Id,
            Slowmode = Slowmode,
            Thread = new ThreadState(ownerId, at, at, AutoArchiveMinutes) { Invitable = Invitable },
        };
    }
}
