namespace Bingobot.Sandbox;

/// <summary>A guild as people make one: with a text and a voice channel, everybody there is, and the bot.</summary>
internal static class GuildTemplate
{
    public static Guild Create(Transaction transaction, string name, ulong ownerId)
    {
        World world = transaction.World;
        long at = transaction.At;
        ulong id = transaction.NewId();
        transaction.Do(new GuildCreated(id, name, ownerId, Permissions.NewEveryone) { At = at });
        Role own = new(id, transaction.NewId(), world.App.Name, Permissions.Everyone | Permissions.Administrator, 1)
        {
            BotId = world.App.BotId,
        };
        transaction.Do(new RoleSet(own) { At = at });
        transaction.Do(new ChannelCreated(transaction.NewId(), id, "general", ChannelKind.Text) { At = at });
        transaction.Do(new ChannelCreated(transaction.NewId(), id, "voice", ChannelKind.Voice) { At = at });
        foreach (User person in world.Users.Values.Where(user => !user.IsBot))
            transaction.Do(new MemberAdded(id, person.Id) { At = at });
        transaction.Do(new MemberAdded(id, world.App.BotId) { At = at });
        return transaction.World.Guilds[id];
    }
}
