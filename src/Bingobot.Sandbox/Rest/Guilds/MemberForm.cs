using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Bingobot.Sandbox;

/// <summary>What a bot changes of a member, and the permission that each of it needs.</summary>
internal sealed class MemberForm(Transaction transaction, Guild guild, Member given, JsonElement body)
{
    private const int MaxNick = 32;

    /// <summary>The longest time-out, in milliseconds.</summary>
    private const long MaxTimeout = 28L * 24 * 60 * 60 * 1000;

    private readonly FormErrors _errors = new();
    private readonly ulong _granted = Permissions.In(transaction.World, guild.Id, transaction.World.App.BotId);
    private readonly Member _before = given;
    private Member _member = given;

    private bool IsSelf => _member.UserId == transaction.World.App.BotId;

    /// <exception cref="RestException">400: a field is not as it must be; 403: the bot may not change it.</exception>
    public void Apply()
    {
        SetNick();
        SetRoles();
        SetTimeout();
        SetVoice();
        _errors.ThrowIfAny();
        if (_member != _before)
            transaction.Do(new MemberSet(_member) { At = transaction.At });
        Move();
    }

    private bool Has(string name) => body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out _);

    private void SetNick()
    {
        if (!Has("nick"))
            return;
        Access.Require(_granted, IsSelf ? Permissions.ChangeNickname : Permissions.ManageNicknames);
        if (!IsSelf)
            Access.RequireAbove(transaction.World, guild, _member.UserId);
        string? nick = body.GetText("nick");
        if (nick is { Length: > MaxNick })
            _errors.BadLength("nick", 1, MaxNick);
        _member = _member with { Nick = string.IsNullOrEmpty(nick) ? null : nick };
    }

    private void SetRoles()
    {
        if (!Has("roles"))
            return;
        Access.Require(_granted, Permissions.ManageRoles);
        ImmutableSortedSet<ulong> roles = [];
        foreach (JsonElement item in body.GetItems("roles"))
        {
            if (!Snowflake.TryParse(item.ToString(), out ulong id))
            {
                _errors.WrongType("roles", "a list of ids");
                return;
            }

            roles = roles.Add(Access.Role(transaction.World, guild, id).Id);
        }

        foreach (ulong changed in roles.SymmetricExcept(_member.Roles))
        {
            if (transaction.World.Roles.TryGetValue((guild.Id, changed), out Role? role))
            {
                if (role.Id == guild.Id || role.BotId is not null)
                    throw RestException.InvalidRole();
                Access.RequireAbove(transaction.World, role);
            }
        }

        _member = _member with { Roles = roles };
    }

    private void SetTimeout()
    {
        const string Name = "communication_disabled_until";
        if (!Has(Name))
            return;
        Access.Require(_granted, Permissions.ModerateMembers);
        Access.RequireAbove(transaction.World, guild, _member.UserId);
        if ((Permissions.In(transaction.World, guild.Id, _member.UserId) & Permissions.Administrator) != 0)
            throw RestException.MissingPermissions();
        if (body.GetText(Name) is not { } text)
        {
            _member = _member with { TimeoutUntil = null };
            return;
        }

        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset until)
            || until.ToUnixTimeMilliseconds() - transaction.At > MaxTimeout)
        {
            _errors.Add(Name, "BASE_TYPE_BAD_TIME", "A time at most 28 days from now is expected.");
            return;
        }

        _member = _member with { TimeoutUntil = until.ToUnixTimeMilliseconds() };
    }

    private void SetVoice()
    {
        if (Has("mute"))
        {
            RequireVoice(Permissions.MuteMembers);
            _member = _member with { Mute = body.GetFlag("mute") };
        }

        if (Has("deaf"))
        {
            RequireVoice(Permissions.DeafenMembers);
            _member = _member with { Deaf = body.GetFlag("deaf") };
        }
    }

    private void RequireVoice(ulong needed)
    {
        Access.Require(_granted, needed);
        if (!transaction.World.Voice.ContainsKey((guild.Id, _member.UserId)))
            throw RestException.NotInVoice();
    }

    private void Move()
    {
        if (!Has("channel_id"))
            return;
        RequireVoice(Permissions.MoveMembers);
        ulong? channelId = null;
        if (body.GetText("channel_id") is { } text)
        {
            if (!Snowflake.TryParse(text, out ulong id)
                || Access.Channel(transaction.World, id) is not { Kind: ChannelKind.Voice } channel
                || channel.GuildId != guild.Id)
            {
                throw RestException.UnknownChannel();
            }

            channelId = id;
        }

        transaction.Do(new VoiceSet(guild.Id, _member.UserId, channelId) { At = transaction.At });
    }
}
