namespace Bingobot.Sandbox;

/// <summary>Opening direct messages inside a transaction, whoever does it.</summary>
internal static class DirectWriting
{
    /// <summary>The channel between the bot and somebody; the same whenever it is asked for.</summary>
    public static GuildChannel Open(Transaction transaction, ulong userId)
    {
        if (transaction.World.DirectWith(userId) is { } known)
            return known;
        GuildChannel channel = new(transaction.NewId(), GuildId: 0, "", ChannelKind.Direct, Position: 0, LastMessageId: 0)
        {
            RecipientId = userId,
        };
        transaction.Do(new ChannelSet(channel) { At = transaction.At });
        return channel;
    }

    /// <exception cref="RestException">403, 50278: the bot and the person are in no guild together.</exception>
    public static void RequireMutualGuild(World world, GuildChannel channel)
    {
        if (channel.IsDirect && !world.BotGuilds.Any(guild => world.Members.ContainsKey((guild.Id, channel.RecipientId!.Value))))
            throw RestException.NoMutualGuild();
    }
}
