namespace Bingobot.Sandbox;

/// <summary>Starting, waking and joining threads inside a transaction, whoever does it.</summary>
internal static class ThreadWriting
{
    private const int MaxActive = 1000;

    /// <summary>Starts a thread, and tells of it in the channel where nobody would see it otherwise
    /// (<see href="https://docs.discord.com/developers/topics/threads#new-message-types"/>).</summary>
    /// <param name="transaction">What is under way.</param>
    /// <param name="parent">Where.</param>
    /// <param name="ownerId">Who starts it.</param>
    /// <param name="form">How.</param>
    /// <param name="starter">The message that it starts from; null: from none.</param>
    /// <exception cref="RestException">400.</exception>
    public static GuildChannel Start(
        Transaction transaction, GuildChannel parent, ulong ownerId, ThreadForm form, Message? starter)
    {
        World world = transaction.World;
        if (starter is { IsBySystem: true })
            throw RestException.SystemMessage();
        if (starter is not null && world.Channels.ContainsKey(starter.Id))
            throw RestException.ThreadExists();
        if (world.ThreadsOf(parent.GuildId).Count(other => !other.Thread!.Archived) >= MaxActive)
            throw RestException.TooManyThreads();
        GuildChannel thread = form.ToThread(starter?.Id ?? transaction.NewId(), parent, ownerId, transaction.At, starter is not null);
        transaction.Do(new ChannelSet(thread) { At = transaction.At });
        if (starter is not null)
            Write(transaction, thread, thread, Message.TypeThreadStarter, "", new MessageReference(parent.Id, starter.Id));
        bool isOld = starter is null || world.MessagesOf(parent.Id)[^1].Id != starter.Id;
        if (isOld && thread.Kind != ChannelKind.PrivateThread)
            Write(transaction, parent, thread, Message.TypeThreadCreated, thread.Name, new MessageReference(thread.Id, null));
        return transaction.World.Channels[thread.Id];
    }

    /// <summary>Opens the thread, where it is archived, and brings the author in
    /// (<see href="https://docs.discord.com/developers/topics/threads#active-archived-threads"/>).</summary>
    /// <param name="transaction">What is under way.</param>
    /// <param name="channel">Where somebody is about to write; what is no thread stays as it is.</param>
    /// <param name="authorId">Who; null: a webhook.</param>
    /// <exception cref="RestException">400, 160005: it is locked.</exception>
    public static void Wake(Transaction transaction, GuildChannel channel, ulong? authorId)
    {
        if (channel.Thread is not { } thread)
            return;
        if (thread.Locked && authorId is { } author && !Manages(transaction.World, channel, author))
            throw RestException.ThreadLocked();
        if (thread.Archived)
        {
            ThreadState open = thread with { Archived = false, ChangedAt = transaction.At };
            transaction.Do(new ChannelSet(channel with { Thread = open }) { At = transaction.At });
        }

        if (authorId is { } joining)
            SetMember(transaction, channel, joining, present: true);
    }

    public static void SetMember(Transaction transaction, GuildChannel thread, ulong userId, bool present)
    {
        if (transaction.World.ThreadMembers.ContainsKey((thread.Id, userId)) != present)
            transaction.Do(new ThreadMemberSet(thread.Id, userId, present) { At = transaction.At });
    }

    public static bool Manages(World world, GuildChannel thread, ulong userId) =>
        (Permissions.In(world, thread, userId) & Permissions.ManageThreads) != 0;

    /// <exception cref="RestException">400, 50083: archived; only messages are deleted there.</exception>
    public static void RequireActive(GuildChannel channel)
    {
        if (channel.Thread is { Archived: true })
            throw RestException.ThreadArchived();
    }

    private static void Write(
        Transaction transaction, GuildChannel channel, GuildChannel thread, int type, string content, MessageReference about) =>
        transaction.Do(new MessageCreated(new Message
        {
            Id = transaction.NewId(),
            ChannelId = channel.Id,
            GuildId = channel.GuildId,
            AuthorId = thread.Thread!.OwnerId,
            Type = type,
            Content = content,
            About = about,
            SentReal = transaction.RealAt,
        })
        {
            At = transaction.At,
        });
}
