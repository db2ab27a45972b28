using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Bingobot.Sandbox;

/// <summary>Tells watchers where to look again. Thread-safe; a slow watcher loses the oldest changes, and delays nobody.</summary>
internal sealed class ChangeFeed
{
    private const int MaxWaiting = 256;

    private ImmutableArray<Channel<WorldChange>> _watchers = [];

    public async IAsyncEnumerable<WorldChange> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Channel<WorldChange> channel = Channel.CreateBounded<WorldChange>(
            new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropOldest });
        ImmutableInterlocked.Update(ref _watchers, static (watchers, added) => watchers.Add(added), channel);
        try
        {
            await foreach (WorldChange change in channel.Reader.ReadAllAsync(cancellationToken))
                yield return change;
        }
        finally
        {
            ImmutableInterlocked.Update(ref _watchers, static (watchers, removed) => watchers.Remove(removed), channel);
        }
    }

    public void Publish(WorldChange change)
    {
        foreach (Channel<WorldChange> watcher in _watchers)
            watcher.Writer.TryWrite(change);
    }

    public void Publish(World before, World after, List<Op> ops)
    {
        if (_watchers.IsEmpty)
            return;
        foreach (Op op in ops)
        {
            if (Describe(before, after, op) is { } change)
                Publish(change);
        }
    }

    private static WorldChange? Describe(World before, World after, Op op) => op switch
    {
        MessageCreated created => Message(WorldChangeKind.MessageCreated, after, created.Message.ChannelId, created.Message.Id),
        MessageEdited edited => Message(WorldChangeKind.MessageUpdated, after, edited.ChannelId, edited.Id),
        ReactionSet set => Message(WorldChangeKind.MessageUpdated, after, set.ChannelId, set.MessageId),
        MessageDeleted deleted => Message(WorldChangeKind.MessageDeleted, after, deleted.ChannelId, deleted.Id),
        TypingStarted typing => Message(WorldChangeKind.Typing, after, typing.ChannelId, typing.UserId),
        VoiceSet set => new WorldChange(
            WorldChangeKind.VoiceChanged,
            Snowflake.Text(set.GuildId),
            (set.ChannelId ?? before.Voice.GetValueOrDefault((set.GuildId, set.UserId))?.ChannelId) is { } channel
                ? Snowflake.Text(channel)
                : null,
            Snowflake.Text(set.UserId)),
        MemberAdded added => new WorldChange(
            WorldChangeKind.MemberAdded, Snowflake.Text(added.GuildId), null, Snowflake.Text(added.UserId)),
        GuildCreated created => new WorldChange(WorldChangeKind.GuildChanged, Snowflake.Text(created.Id)),
        ChannelCreated created => new WorldChange(
            WorldChangeKind.GuildChanged, Snowflake.Text(created.GuildId), Snowflake.Text(created.Id)),
        PollVoteSet set => Message(WorldChangeKind.MessageUpdated, after, set.ChannelId, set.MessageId),
        PollEnded ended => Message(WorldChangeKind.MessageUpdated, after, ended.ChannelId, ended.MessageId),
        ThreadMemberSet set => after.Channels.TryGetValue(set.ThreadId, out GuildChannel? thread)
            ? new WorldChange(WorldChangeKind.GuildChanged, Snowflake.Text(thread.GuildId), Snowflake.Text(thread.Id))
            : null,
        ReactionsCleared cleared => Message(WorldChangeKind.MessageUpdated, after, cleared.ChannelId, cleared.MessageId),
        MessagePinned pinned => Message(WorldChangeKind.MessageUpdated, after, pinned.ChannelId, pinned.Id),
        MessagesDeleted deleted => Message(WorldChangeKind.MessageDeleted, after, deleted.ChannelId, deleted.Ids[0]),
        MemberRemoved removed => new WorldChange(
            WorldChangeKind.MemberAdded, Snowflake.Text(removed.GuildId), null, Snowflake.Text(removed.UserId)),
        MemberSet set => new WorldChange(
            WorldChangeKind.MemberAdded, Snowflake.Text(set.Member.GuildId), null, Snowflake.Text(set.Member.UserId)),
        GuildEdited edited => new WorldChange(WorldChangeKind.GuildChanged, Snowflake.Text(edited.Id)),
        RoleSet set => new WorldChange(WorldChangeKind.GuildChanged, Snowflake.Text(set.Role.GuildId)),
        RoleDeleted deleted => new WorldChange(WorldChangeKind.GuildChanged, Snowflake.Text(deleted.GuildId)),
        ChannelSet set => new WorldChange(
            WorldChangeKind.GuildChanged, Guild(set.Channel), Snowflake.Text(set.Channel.Id)),
        ChannelDeleted deleted => new WorldChange(
            WorldChangeKind.GuildChanged,
            before.Channels.TryGetValue(deleted.Id, out GuildChannel? gone) ? Snowflake.Text(gone.GuildId) : null,
            Snowflake.Text(deleted.Id)),
        CommandsSet set => new WorldChange(
            WorldChangeKind.CommandsChanged, set.GuildId == 0 ? null : Snowflake.Text(set.GuildId)),
        _ => null,
    };

    private static string? Guild(GuildChannel channel) => channel.IsDirect ? null : Snowflake.Text(channel.GuildId);

    /// <summary>Null where the channel is gone as well, which is told by itself.</summary>
    private static WorldChange? Message(WorldChangeKind kind, World world, ulong channelId, ulong subjectId) =>
        world.Channels.TryGetValue(channelId, out GuildChannel? channel)
            ? new WorldChange(kind, Guild(channel), Snowflake.Text(channelId), Snowflake.Text(subjectId))
            : null;
}
