using System.Globalization;

namespace Bingobot.Sandbox;

/// <summary>A guild with people of its own, for a load.</summary>
internal static class CrowdGuilds
{
    private static readonly string[] TextChannels = ["general", "off-topic", "events", "help"];
    private static readonly string[] VoiceChannels = ["lounge", "games"];

    public static CrowdGuild Create(Transaction transaction, int number, int users)
    {
        long at = transaction.At;
        BotApplication app = transaction.World.App;
        ulong id = transaction.NewId();
        ulong[] people = [.. Enumerable.Range(0, users).Select(_ => transaction.NewId())];
        for (int i = 0; i < users; i++)
            transaction.Do(new UserCreated(people[i], string.Create(CultureInfo.InvariantCulture, $"user{number}.{i + 1}"), false) { At = at });
        transaction.Do(new GuildCreated(id, string.Create(CultureInfo.InvariantCulture, $"Guild {number}"), people[0], Permissions.NewEveryone) { At = at });
        var own = new Role(id, transaction.NewId(), app.Name, Permissions.Everyone | Permissions.Administrator, 1) { BotId = app.BotId };
        transaction.Do(new RoleSet(own) { At = at });
        ulong[] text = [.. TextChannels.Select(name => Channel(transaction, id, name, ChannelKind.Text))];
        ulong[] voice = [.. VoiceChannels.Select(name => Channel(transaction, id, name, ChannelKind.Voice))];
        foreach (ulong person in people)
            transaction.Do(new MemberAdded(id, person) { At = at });
        transaction.Do(new MemberAdded(id, app.BotId) { At = at });
        return new CrowdGuild(id, text, voice, people);
    }

    private static ulong Channel(Transaction transaction, ulong guild, string name, ChannelKind kind)
    {
        ulong id = transaction.NewId();
        transaction.Do(new ChannelCreated(id, guild, name, kind) { At = transaction.At });
        return id;
    }
}
