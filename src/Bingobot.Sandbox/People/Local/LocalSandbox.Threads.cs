namespace Bingobot.Sandbox;

/// <summary>What people do with threads and direct messages.</summary>
internal sealed partial class LocalSandbox
{
    public IReadOnlyList<ChannelView> GetThreads(string guild, string? viewer = null)
    {
        World world = World;
        ulong? viewerId = viewer is null ? null : Lookup.User(world, viewer).Id;
        return [.. world.ThreadsOf(Lookup.Guild(world, guild).Id)
            .Where(thread => viewerId is not { } id || Permissions.CanView(world, thread, id))
            .Select(thread => Viewing.Channel(world, thread))];
    }

    public ChannelView? GetDirect(string user)
    {
        World world = World;
        return world.DirectWith(Lookup.User(world, user).Id) is { } channel ? Viewing.Channel(world, channel) : null;
    }

    public Task<ChannelView> OpenDirectAsync(string user, CancellationToken cancellationToken = default) => ChangeAsync(
        transaction =>
        {
            User person = Lookup.User(transaction.World, user);
            if (person.IsBot)
                throw new SandboxException(400, $"{person.Name} is the bot; a person writes to it.");
            return Viewing.Channel(transaction.World, DirectWriting.Open(transaction, person.Id));
        },
        cancellationToken);

    public Task<ChannelView> StartThreadAsync(
        string channel,
        string user,
        string name,
        string? message = null,
        bool isPrivate = false,
        CancellationToken cancellationToken = default) => ChangeAsync(
        transaction =>
        {
            World world = transaction.World;
            GuildChannel parent = Lookup.Channel(world, channel);
            User person = Lookup.Person(world, user, parent);
            ulong needed = isPrivate ? Permissions.CreatePrivateThreads : Permissions.CreatePublicThreads;
            RequireIn(transaction, parent, person, Permissions.ViewChannel | needed, "start threads");
            Message? starter = message is null ? null : Seen(world, message, user).Message;
            if (starter is not null && (starter.ChannelId != parent.Id || starter.IsEphemeral))
                throw new SandboxException(400, $"No thread starts in {parent.Name} from message {message}.");
            ThreadForm form = ThreadForm.Read(
                Json.Element(w =>
                {
                    w.WriteStartObject();
                    w.WriteString("name", name);
                    w.WriteEndObject();
                }),
                isPrivate ? ChannelKind.PrivateThread : null);
            return Viewing.Channel(transaction.World, ThreadWriting.Start(transaction, parent, person.Id, form, starter));
        },
        cancellationToken);

    public Task SetThreadMemberAsync(string thread, string user, bool present, CancellationToken cancellationToken = default) =>
        ChangeAsync(
            transaction =>
            {
                GuildChannel found = Thread(transaction.World, thread);
                User person = Lookup.Person(transaction.World, user, found);
                RequireIn(transaction, found, person, Permissions.ViewChannel, "be");
                ThreadWriting.RequireActive(found);
                ThreadWriting.SetMember(transaction, found, person.Id, present);
                return true;
            },
            cancellationToken);

    public Task SetThreadAsync(
        string thread, string user, bool? archived, bool? locked = null, CancellationToken cancellationToken = default) => ChangeAsync(
        transaction =>
        {
            GuildChannel found = Thread(transaction.World, thread);
            User person = Lookup.Person(transaction.World, user, found);
            ThreadState state = found.Thread!;
            bool isOwners = state.OwnerId == person.Id && locked is null && !state.Locked;
            RequireIn(
                transaction, found, person, Permissions.ViewChannel | (isOwners ? 0 : Permissions.ManageThreads), "archive or lock threads");
            ThreadState changed = state with { Archived = archived ?? state.Archived, Locked = locked ?? state.Locked };
            if (changed.Archived != state.Archived)
                changed = changed with { ChangedAt = transaction.At };
            if (changed != state)
                transaction.Do(new ChannelSet(found with { Thread = changed }) { At = transaction.At });
            return true;
        },
        cancellationToken);

    private static GuildChannel Thread(World world, string thread) => Lookup.Channel(world, thread) is { IsThread: true } found
        ? found
        : throw new SandboxException(400, $"\"{Lookup.Shorten(thread)}\" is no thread.");
}
