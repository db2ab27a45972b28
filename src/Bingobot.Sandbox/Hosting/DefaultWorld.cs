namespace Bingobot.Sandbox;

/// <summary>The world as it is when the journal is empty: one guild, two channels, three people and the bot.</summary>
internal static class DefaultWorld
{
    private static readonly string[] People = ["ada", "grace", "linus"];

    public static void Create(Transaction transaction)
    {
        if (transaction.World.Application is not null)
            return;
        long at = transaction.At;
        ulong applicationId = transaction.NewId();
        ulong botId = transaction.NewId();
        ulong guildId = transaction.NewId();
        ulong[] people = [.. People.Select(_ => transaction.NewId())];
        for (int i = 0; i < people.Length; i++)
            transaction.Do(new UserCreated(people[i], People[i], false) { At = at });
        transaction.Do(new UserCreated(botId, "bingobot", true) { At = at });
        transaction.Do(new ApplicationCreated(applicationId, botId, people[0], "bingobot") { At = at });
        transaction.Do(new GuildCreated(guildId, "Bingobot HQ", people[0], Permissions.NewEveryone) { At = at });
        transaction.Do(new ChannelCreated(transaction.NewId(), guildId, "general", ChannelKind.Text) { At = at });
        transaction.Do(new ChannelCreated(transaction.NewId(), guildId, "voice", ChannelKind.Voice) { At = at });
        foreach (ulong person in people)
            transaction.Do(new MemberAdded(guildId, person) { At = at });
        transaction.Do(new MemberAdded(guildId, botId) { At = at });
    }
}
