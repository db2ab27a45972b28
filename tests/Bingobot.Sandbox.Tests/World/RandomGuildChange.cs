using static Bingobot.Sandbox.Tests.WorldTests.RandomChange;

namespace Bingobot.Sandbox.Tests.WorldTests;

/// <summary>What can happen to guilds, roles, members and voice.</summary>
internal static class RandomGuildChange
{
    public static readonly Action<Transaction, int>[] All =
        [Speak, Join, Make, Rename, SetRole, DeleteRole, SetMember, Leave, Ban, Appear];

    private static readonly string[] Statuses = ["online", "idle", "dnd", "offline"];

    private static Guild Guild(World world, int which) => Pick(world.Guilds.Values, which / 3);

    /// <summary>A member who can leave: neither the owner nor the bot.</summary>
    private static Member? Guest(World world, Guild guild, int which)
    {
        Member[] guests = [.. world.MembersOf(guild.Id).Where(m => m.UserId != guild.OwnerId && m.UserId != world.App.BotId)];
        return guests.Length == 0 ? null : guests[which % guests.Length];
    }

    private static void Speak(Transaction t, int which)
    {
        Guild guild = Guild(t.World, which);
        GuildChannel? room = t.World.ChannelsOf(guild.Id).FirstOrDefault(channel => channel.Kind == ChannelKind.Voice);
        ulong person = Pick(t.World.MembersOf(guild.Id).Select(member => member.UserId), which);
        t.Do(new VoiceSet(guild.Id, person, which % 3 == 0 ? null : room?.Id, which % 2 == 0) { At = t.At });
    }

    private static void Join(Transaction t, int which)
    {
        ulong id = t.NewId();
        t.Do(new UserCreated(id, $"u{which}", false) { At = t.At });
        t.Do(new MemberAdded(Guild(t.World, which).Id, id) { At = t.At });
    }

    private static void Make(Transaction t, int which)
    {
        if (t.World.Guilds.Count < 4)
            GuildTemplate.Create(t, $"g{which}", t.World.App.OwnerId);
    }

    private static void Rename(Transaction t, int which) => t.Do(new GuildEdited(Guild(t.World, which).Id, $"n{which}") { At = t.At });

    private static void SetRole(Transaction t, int which)
    {
        Guild guild = Guild(t.World, which);
        Role role = which % 2 == 0
            ? new Role(guild.Id, t.NewId(), $"r{which}", Permissions.Everyone, 1 + (which % 5)) { Mentionable = which % 3 == 0 }
            : Pick(t.World.RolesOf(guild.Id), which) with { Color = which % 1000 };
        t.Do(new RoleSet(role) { At = t.At });
    }

    private static void DeleteRole(Transaction t, int which)
    {
        Guild guild = Guild(t.World, which);
        Role[] roles = [.. t.World.RolesOf(guild.Id).Where(role => role.Id != guild.Id && role.BotId is null)];
        if (roles.Length > 0)
            t.Do(new RoleDeleted(guild.Id, Pick(roles, which).Id) { At = t.At });
    }

    private static void SetMember(Transaction t, int which)
    {
        Guild guild = Guild(t.World, which);
        Member member = Pick(t.World.MembersOf(guild.Id), which);
        ulong role = Pick(t.World.RolesOf(guild.Id), which).Id;
        t.Do(new MemberSet(member with
        {
            Nick = which % 2 == 0 ? $"nick{which}" : null,
            Roles = role == guild.Id ? member.Roles : member.Roles.Add(role),
            TimeoutUntil = which % 5 == 0 ? t.At + 60_000 : null,
        })
        {
            At = t.At,
        });
    }

    private static void Leave(Transaction t, int which)
    {
        Guild guild = Guild(t.World, which);
        if (Guest(t.World, guild, which) is { } guest && which % 4 == 0)
            t.Do(new MemberRemoved(guild.Id, guest.UserId) { At = t.At });
    }

    private static void Ban(Transaction t, int which)
    {
        Guild guild = Guild(t.World, which);
        if (Guest(t.World, guild, which) is { } guest)
            t.Do(new BanSet(guild.Id, guest.UserId, which % 2 == 0, "why") { At = t.At });
    }

    private static void Appear(Transaction t, int which) =>
        t.Do(new PresenceSet(Pick(t.World.Users.Keys, which), Statuses[which % Statuses.Length]) { At = t.At });
}
