using System.Text.Json;
using System.Text.RegularExpressions;
using Bingobot.Sandbox.Chat.Commands;

namespace Bingobot.Sandbox;

/// <inheritdoc cref="ISandbox"/>
internal sealed partial class LocalSandbox(
    WorldStore store, GatewayHub hub, Chaos chaos, Answers answers, SandboxOptions options) : ISandbox
{
    private const int InteractionTokenDigits = 64;
    private const int MaxChaosCount = 1000;
    private const int MaxChaosSeconds = 3600;
    private const int DefaultMuteSeconds = 60;

    public bool BotConnected => hub.BotConnected;

    public DateTimeOffset Now => options.WorldClock.GetUtcNow();

    public World World => store.Durable;

    public IReadOnlyList<GuildView> GetGuilds() =>
        [.. World.Guilds.Values.Select(guild => new GuildView(Snowflake.Text(guild.Id), guild.Name))];

    public IReadOnlyList<ChannelView> GetChannels(string guild)
    {
        World world = World;
        return [.. world.ChannelsOf(Lookup.Guild(world, guild).Id).Select(Viewing.Channel)];
    }

    public IReadOnlyList<UserView> GetMembers(string guild)
    {
        World world = World;
        return [.. world.MembersOf(Lookup.Guild(world, guild).Id).Select(member => Viewing.User(world.Users[member.UserId]))];
    }

    public IReadOnlyList<UserView> GetVoiceMembers(string channel)
    {
        World world = World;
        GuildChannel found = Lookup.Channel(world, channel);
        return [.. world.VoiceOf(found.GuildId)
            .Where(state => state.ChannelId == found.Id)
            .Select(state => Viewing.User(world.Users[state.UserId]))];
    }

    public IReadOnlyList<MessageView> GetMessages(string channel, string? viewer, int limit = 50)
    {
        World world = World;
        return [.. Messages(world, channel, viewer, limit).Select(message => Viewing.Message(world, message))];
    }

    /// <summary>The newest, oldest of them first.</summary>
    public static IEnumerable<Message> Messages(World world, string channel, string? viewer, int limit)
    {
        if (limit is < 1 or > 100)
            throw new SandboxException(400, $"limit is 1 to 100, not {limit}.");
        ulong? viewerId = viewer is null ? null : Lookup.User(world, viewer).Id;
        return world.MessagesOf(Lookup.Channel(world, channel).Id)
            .Where(message => Viewing.IsVisible(message, viewerId))
            .TakeLast(limit);
    }

    public IReadOnlyList<CommandView> GetCommands(string guild)
    {
        World world = World;
        return [.. CommandTree.Leaves(world, Lookup.Guild(world, guild).Id).Select(Viewing.Command)];
    }

    public IAsyncEnumerable<WorldChange> WatchAsync(CancellationToken cancellationToken = default) =>
        store.Feed.WatchAsync(cancellationToken);

    public async Task<MessageView> SendMessageAsync(
        string channel, string user, string content, CancellationToken cancellationToken = default) =>
        Viewing.Message(World, await WriteMessageAsync(channel, user, content, cancellationToken));

    public Task<Message> WriteMessageAsync(string channel, string user, string content, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(content) || content.Length > MessageForm.MaxContent)
        {
            throw new SandboxException(
                400, $"A message has 1 to {MessageForm.MaxContent} characters, not {(string.IsNullOrWhiteSpace(content) ? 0 : content.Length)}.");
        }

        MessageForm form = MessageForm.Read(Json.Element(w =>
        {
            w.WriteStartObject();
            w.WriteString("content", content);
            w.WriteEndObject();
        }));
        return ChangeAsync(
            transaction =>
            {
                GuildChannel found = Lookup.Channel(transaction.World, channel);
                User author = Lookup.Person(transaction.World, user, found.GuildId);
                return MessageWriting.Create(transaction, found, author.Id, form);
            },
            cancellationToken);
    }

    public async Task<BotAnswer> InvokeCommandAsync(
        string channel,
        string user,
        string command,
        IReadOnlyDictionary<string, JsonElement> options,
        CancellationToken cancellationToken = default)
    {
        ulong id = await ChangeAsync(
            transaction =>
            {
                World world = transaction.World;
                GuildChannel found = Lookup.Channel(world, channel);
                Guild guild = world.Guilds[found.GuildId];
                User person = Lookup.Person(world, user, guild.Id);
                CommandLeaf leaf = CommandTree.Find(world, guild.Id, command);
                JsonElement data = CommandData.Build(world, guild, leaf, options);
                return Ask(transaction, found, person, Interaction.TypeCommand, data, leaf.FullName, messageId: null);
            },
            cancellationToken);
        return await answers.WaitAsync(id, cancellationToken);
    }

    public Task<BotAnswer> TypeCommandAsync(
        string channel, string user, string line, CancellationToken cancellationToken = default)
    {
        CommandScope scope = CommandScope.Of(this, Snowflake.Text(Lookup.Channel(World, channel).GuildId));
        return TypedCommand.TryParse('/' + line.Trim().TrimStart('/'), scope, out TypedCommand? command, out CommandLineError? error)
            ? InvokeCommandAsync(channel, user, command.Command.Name, command.Options, cancellationToken)
            : throw new SandboxException(400, error.Message);
    }

    public async Task<BotAnswer> PressAsync(
        string message,
        string user,
        string customId,
        IReadOnlyList<string>? values = null,
        CancellationToken cancellationToken = default)
    {
        ulong id = await ChangeAsync(
            transaction =>
            {
                World world = transaction.World;
                Message? found = Snowflake.TryParse(message, out ulong messageId) ? world.FindMessage(messageId) : null;
                if (found is null || !Viewing.IsVisible(found, Lookup.User(world, user).Id))
                    throw new SandboxException(404, $"There is no message \"{Lookup.Shorten(message)}\" that {user} sees.");
                User person = Lookup.Person(world, user, found.GuildId);
                JsonElement data = Components.Use(
                    world, world.Guilds[found.GuildId], Components.Find(found, customId), values);
                return Ask(
                    transaction, world.Channels[found.ChannelId], person, Interaction.TypeComponent, data, null, found.Id);
            },
            cancellationToken);
        return await answers.WaitAsync(id, cancellationToken);
    }

    private static ulong Ask(
        Transaction transaction, GuildChannel channel, User person, int type, JsonElement data, string? command, ulong? messageId)
    {
        ulong id = transaction.NewId();
        transaction.Do(new InteractionCreated(new Interaction
        {
            Id = id,
            Type = type,
            Token = transaction.NewSecret(InteractionTokenDigits),
            GuildId = channel.GuildId,
            ChannelId = channel.Id,
            UserId = person.Id,
            Data = data,
            Command = command,
            MessageId = messageId,
            CreatedAt = transaction.At,
            CreatedReal = transaction.RealAt,
        })
        {
            At = transaction.At,
        });
        return id;
    }

    public Task SetVoiceAsync(string guild, string user, string? channel, CancellationToken cancellationToken = default) =>
        ChangeAsync(
            transaction =>
            {
                World world = transaction.World;
                Guild found = Lookup.Guild(world, guild);
                User person = Lookup.Person(world, user, found.Id);
                GuildChannel? room = channel is null ? null : Lookup.Channel(world, channel, found);
                if (room is { Kind: not ChannelKind.Voice })
                    throw new SandboxException(400, $"{room.Name} is not a voice channel.");
                ulong? before = world.Voice.GetValueOrDefault((found.Id, person.Id))?.ChannelId;
                if (before != room?.Id)
                    transaction.Do(new VoiceSet(found.Id, person.Id, room?.Id) { At = transaction.At });
                return true;
            },
            cancellationToken);

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

    public Task ChaosAsync(ChaosOrder order, CancellationToken cancellationToken = default)
    {
        int count = Within(order.Count, "count", 1, MaxChaosCount, order.Kind == ChaosKind.Drop ? MaxChaosCount : 1);
        int seconds = Within(order.Seconds, "seconds", 1, MaxChaosSeconds, DefaultMuteSeconds);
        switch (order.Kind)
        {
            case ChaosKind.Drop:
                hub.Drop(count);
                break;
            case ChaosKind.Reconnect:
                hub.AskToReconnect();
                break;
            case ChaosKind.InvalidSession:
                return hub.InvalidateAsync(order.Resumable, cancellationToken);
            case ChaosKind.MuteAcks:
                chaos.MuteAcks(TimeSpan.FromSeconds(seconds));
                break;
            case ChaosKind.RateLimit:
                chaos.RateLimit(count);
                break;
            case ChaosKind.ServerError:
                chaos.Fail(count, order.After);
                break;
            default:
                throw new SandboxException(400, $"There is no chaos of the kind {order.Kind}.");
        }

        return Task.CompletedTask;
    }

    private async Task<T> ChangeAsync<T>(Func<Transaction, T> decide, CancellationToken cancellationToken)
    {
        await hub.WaitForRoomAsync(cancellationToken);
        return await store.ChangeAsync(decide, cancellationToken);
    }

    private static int Within(int? given, string name, int min, int max, int fallback) => given switch
    {
        null => fallback,
        { } value when value >= min && value <= max => value,
        _ => throw new SandboxException(400, $"{name} is {min} to {max}, not {given}."),
    };

    [GeneratedRegex(@"\A[a-z0-9._]{2,32}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex UserName();
}
