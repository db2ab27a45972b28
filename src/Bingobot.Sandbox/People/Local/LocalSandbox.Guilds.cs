using System.Text.RegularExpressions;

namespace Bingobot.Sandbox;

/// <summary>Guilds, who is in them, and who may do what.</summary>
internal sealed partial class LocalSandbox
{
    private const int MaxGuilds = 100;

    public Task<GuildView> CreateGuildAsync(string name, string? owner = null, CancellationToken cancellationToken = default)
    {
        string trimmed = name.Trim();
        if (trimmed.Length is < GuildEndpoints.MinName or > GuildEndpoints.MaxName)
        {
            throw new SandboxException(
                400, $"A guild's name has {GuildEndpoints.MinName} to {GuildEndpoints.MaxName} characters, not {trimmed.Length}.");
        }

        return ChangeAsync(
            transaction =>
            {
                World world = transaction.World;
                if (world.Guilds.Count >= MaxGuilds)
                    throw new SandboxException(409, $"There are {MaxGuilds} guilds already, the most there can be.");
                if (world.Guilds.Values.Any(guild => string.Equals(guild.Name, trimmed, StringComparison.OrdinalIgnoreCase)))
                    throw new SandboxException(409, $"There is a guild \"{trimmed}\" already.");
                ulong ownerId = owner is null ? world.Users.Values.First(user => !user.IsBot).Id : Lookup.User(world, owner).Id;
                return Viewing.Guild(GuildTemplate.Create(transaction, trimmed, ownerId));
            },
            cancellationToken);
    }

    public Task<ChannelView> CreateChannelAsync(
        string guild, string name, ChannelKind kind = ChannelKind.Text, CancellationToken cancellationToken = default)
    {
        if (!ChannelName().IsMatch(name))
            throw new SandboxException(400, $"\"{Lookup.Shorten(name)}\" is no channel name: 1 to 100 of letters, digits, '-' and '_'.");
        return ChangeAsync(
            transaction =>
            {
                Guild found = Lookup.Guild(transaction.World, guild);
                if (transaction.World.ChannelsOf(found.Id).Any(channel => string.Equals(channel.Name, name, StringComparison.OrdinalIgnoreCase)))
                    throw new SandboxException(409, $"There is a channel \"{name}\" in {found.Name} already.");
                ulong id = transaction.NewId();
                transaction.Do(new ChannelCreated(id, found.Id, name, kind) { At = transaction.At });
                return Viewing.Channel(transaction.World, transaction.World.Channels[id]);
            },
            cancellationToken);
    }

    public Task<UserView> AddUserAsync(string guild, string name, CancellationToken cancellationToken = default)
    {
        if (!UserName().IsMatch(name))
            throw new SandboxException(400, $"\"{Lookup.Shorten(name)}\" is no user name: 2 to 32 of a–z, 0–9, '.' and '_'.");
        return ChangeAsync(
            transaction =>
            {
                Guild found = Lookup.Guild(transaction.World, guild);
                if (transaction.World.Users.Values.Any(user => user.Name == name))
                    throw new SandboxException(409, $"There is a user \"{name}\" already.");
                ulong id = transaction.NewId();
                transaction.Do(new UserCreated(id, name, false) { At = transaction.At });
                transaction.Do(new MemberAdded(found.Id, id) { At = transaction.At });
                return Viewing.User(transaction.World.Users[id]);
            },
            cancellationToken);
    }

    /// <summary>A user, or the bot, enters a guild.</summary>
    public Task JoinAsync(string guild, string user, CancellationToken cancellationToken) => ChangeAsync(
        transaction =>
        {
            Guild found = Lookup.Guild(transaction.World, guild);
            User person = Lookup.User(transaction.World, user);
            if (transaction.World.Bans.ContainsKey((found.Id, person.Id)))
                throw new SandboxException(403, $"{person.Name} is banned from {found.Name}.");
            if (!transaction.World.Members.ContainsKey((found.Id, person.Id)))
                transaction.Do(new MemberAdded(found.Id, person.Id) { At = transaction.At });
            return true;
        },
        cancellationToken);

    /// <summary>A user leaves a guild; or its owner makes the bot leave.</summary>
    public Task LeaveAsync(string guild, string user, CancellationToken cancellationToken) => ChangeAsync(
        transaction =>
        {
            Guild found = Lookup.Guild(transaction.World, guild);
            User person = Lookup.User(transaction.World, user);
            if (found.OwnerId == person.Id)
                throw new SandboxException(409, $"{found.Name} belongs to {person.Name}, who cannot leave it.");
            if (!transaction.World.Members.ContainsKey((found.Id, person.Id)))
                throw new SandboxException(404, $"{person.Name} is not a member of {found.Name}.");
            transaction.Do(new MemberRemoved(found.Id, person.Id) { At = transaction.At });
            return true;
        },
        cancellationToken);

    /// <summary>Makes a role, or changes what one may do; also the bot's own and @everyone.</summary>
    public Task<Role> SetRoleAsync(string guild, string name, ulong permissions, CancellationToken cancellationToken) => ChangeAsync(
        transaction =>
        {
            Guild found = Lookup.Guild(transaction.World, guild);
            Role role = Lookup.RoleOrNull(transaction.World, name, found)
                ?? RoleEndpoints.Create(transaction, found, name, permissions);
            transaction.Do(new RoleSet(role with { Permissions = permissions & Permissions.All }) { At = transaction.At });
            return transaction.World.Roles[(found.Id, role.Id)];
        },
        cancellationToken);

    /// <summary>The roles that a member has from now on, besides @everyone's.</summary>
    public Task SetMemberRolesAsync(string guild, string user, IReadOnlyList<string> roles, CancellationToken cancellationToken) =>
        ChangeAsync(
            transaction =>
            {
                Guild found = Lookup.Guild(transaction.World, guild);
                User person = Lookup.User(transaction.World, user);
                Member member = transaction.World.Members.GetValueOrDefault((found.Id, person.Id))
                    ?? throw new SandboxException(404, $"{person.Name} is not a member of {found.Name}.");
                transaction.Do(new MemberSet(member with
                {
                    Roles = [.. roles.Select(role => Lookup.Role(transaction.World, role, found).Id)],
                })
                {
                    At = transaction.At,
                });
                return true;
            },
            cancellationToken);

    /// <summary>What a role, or else a member, may in a channel, other than in its guild.</summary>
    public Task SetOverwriteAsync(
        string channel, string subject, ulong allow, ulong deny, CancellationToken cancellationToken) => ChangeAsync(
        transaction =>
        {
            World world = transaction.World;
            GuildChannel found = Lookup.Channel(world, channel);
            Role? role = Lookup.RoleOrNull(world, subject, world.Guilds[found.GuildId]);
            ulong id = role?.Id ?? Lookup.User(world, subject).Id;
            var overwrites = (allow | deny) == 0
                ? found.Overwrites.Remove(id)
                : found.Overwrites.SetItem(id, new Overwrite(id, role is null, allow & Permissions.All, deny & Permissions.All));
            transaction.Do(new ChannelSet(found with { Overwrites = overwrites }) { At = transaction.At });
            return true;
        },
        cancellationToken);

    public Task SetVoiceAsync(string guild, string user, string? channel, CancellationToken cancellationToken = default) =>
        ChangeAsync(
            transaction =>
            {
                World world = transaction.World;
                Guild found = Lookup.Guild(world, guild);
                User person = Lookup.Person(world, user, found.Id);
                MoveTo(transaction, found, person, channel is null ? null : Lookup.Channel(world, channel, found));
                return true;
            },
            cancellationToken);

    /// <summary>Somebody is in a voice channel from now on, or in none.</summary>
    internal static void MoveTo(Transaction transaction, Guild guild, User person, GuildChannel? room)
    {
        if (room is { Kind: not ChannelKind.Voice })
            throw new SandboxException(400, $"{room.Name} is not a voice channel.");
        if (room is not null)
            RequireIn(transaction, room, person, Permissions.ViewChannel | Permissions.Connect, "speak");
        ulong? before = transaction.World.Voice.GetValueOrDefault((guild.Id, person.Id))?.ChannelId;
        if (before != room?.Id)
            transaction.Do(new VoiceSet(guild.Id, person.Id, room?.Id) { At = transaction.At });
    }

    /// <summary>How somebody appears.</summary>
    public Task SetPresenceAsync(string user, string status, CancellationToken cancellationToken)
    {
        if (status is not ("online" or "idle" or "dnd" or "offline"))
            throw new SandboxException(400, $"\"{Lookup.Shorten(status)}\" is no status; there are online, idle, dnd, offline.");
        return ChangeAsync(
            transaction =>
            {
                transaction.Do(new PresenceSet(Lookup.User(transaction.World, user).Id, status) { At = transaction.At });
                return true;
            },
            cancellationToken);
    }

    [GeneratedRegex(@"\A[a-z0-9._]{2,32}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex UserName();

    [GeneratedRegex(@"\A[-_\p{L}\p{N}]{1,100}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ChannelName();
}
