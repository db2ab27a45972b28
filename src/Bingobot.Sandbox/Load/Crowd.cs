using System.Text.Json;

namespace Bingobot.Sandbox;

/// <inheritdoc cref="ISandboxCrowd"/>
internal sealed class Crowd(WorldStore store, GatewayHub hub) : ISandboxCrowd
{
    private const int DeferredUpdate = 6;

    public IReadOnlyList<string> ServedSessions => hub.AttachedSessions;

    public async Task<IReadOnlyList<CrowdGuild>> PopulateAsync(
        int guilds, int users, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(guilds, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(guilds, CrowdLimits.MostGuilds);
        ArgumentOutOfRangeException.ThrowIfLessThan(users, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(users, CrowdLimits.MostUsers);
        var made = new CrowdGuild[guilds];
        for (int number = 0; number < guilds; number++)
        {
            int guild = number + 1;
            made[number] = await store.ChangeAsync(transaction => CrowdGuilds.Create(transaction, guild, users), cancellationToken);
        }

        return made;
    }

    public Task WriteAsync(ulong channel, ulong user, string content, CancellationToken cancellationToken = default)
    {
        MessageForm form = LocalSandbox.Form(content, null);
        return ChangeAsync(
            transaction =>
            {
                GuildChannel found = Channel(transaction.World, channel);
                User author = Person(transaction.World, found.GuildId, user);
                LocalSandbox.RequireIn(transaction, found, author, Permissions.ViewChannel | Permissions.ToSend(found), "write");
                return MessageWriting.Create(transaction, found, author.Id, form).Id;
            },
            cancellationToken);
    }

    public Task SetVoiceAsync(ulong guild, ulong user, ulong? channel, CancellationToken cancellationToken = default) =>
        ChangeAsync(
            transaction =>
            {
                User person = Person(transaction.World, guild, user);
                GuildChannel? room = channel is { } id ? Channel(transaction.World, id) : null;
                LocalSandbox.MoveTo(transaction, transaction.World.Guilds[guild], person, room);
                return true;
            },
            cancellationToken);

    public Task<ulong> InvokeAsync(
        ulong channel,
        ulong user,
        string command,
        IReadOnlyDictionary<string, JsonElement> options,
        CancellationToken cancellationToken = default) => ChangeAsync(
        transaction =>
        {
            World world = transaction.World;
            GuildChannel found = Channel(world, channel);
            User person = Person(world, found.GuildId, user);
            CommandLeaf leaf = CommandTree.Find(world, found.GuildId, command);
            LocalSandbox.RequireCommand(transaction, found, person, leaf.Root);
            JsonElement data = CommandData.Build(world, world.GuildOf(found), leaf, options);
            return LocalSandbox.Ask(transaction, found, person, Interaction.TypeCommand, data, leaf.FullName);
        },
        cancellationToken);

    public Task<ulong?> PressAsync(CrowdButton button, ulong user, CancellationToken cancellationToken = default) => ChangeAsync(
        transaction =>
        {
            World world = transaction.World;
            if (world.FindMessage(button.Channel, button.Message) is not { } message || Enabled(message, button.CustomId) is not { } component)
                return (ulong?)null;
            GuildChannel channel = world.Channels[message.ChannelId];
            User person = Person(world, channel.GuildId, user);
            JsonElement data = Components.Use(world, world.GuildOf(channel), component, values: null);
            return LocalSandbox.Ask(transaction, channel, person, Interaction.TypeComponent, data, null, message.Id);
        },
        cancellationToken);

    public IReadOnlyList<CrowdButton> ButtonsOf(ulong interaction)
    {
        World world = store.Durable;
        return world.Interactions.GetValueOrDefault(interaction) is { AnswerId: { } answer } asked
            && world.FindMessage(asked.ChannelId, answer) is { } message
            ?
            [
                .. Components.Interactive(message.Components)
                    .Where(component => component.GetInt("type") == (int)ComponentKind.Button && !component.GetFlag("disabled"))
                    .Select(component => new CrowdButton(message.ChannelId, message.Id, component.GetText("custom_id")!)),
            ]
            : [];
    }

    public CrowdAnswer AnswerTo(ulong interaction) =>
        store.Durable.Interactions.GetValueOrDefault(interaction) is { } asked ? Of(asked) : CrowdAnswer.None;

    public int CountDeferred() => store.Durable.Interactions.Values.Count(asked => Of(asked) == CrowdAnswer.Deferred);

    private static CrowdAnswer Of(Interaction asked) => asked switch
    {
        { Acknowledged: null } => CrowdAnswer.None,
        { AnswerId: not null } or { Modal: not null } or { Choices: not null } or { Acknowledged: DeferredUpdate } => CrowdAnswer.Given,
        _ => CrowdAnswer.Deferred,
    };

    private static GuildChannel Channel(World world, ulong id) =>
        world.Channels.GetValueOrDefault(id) ?? throw new SandboxException(404, $"There is no channel {id}.");

    private static User Person(World world, ulong guild, ulong id) =>
        world.Members.ContainsKey((guild, id)) && world.Users.GetValueOrDefault(id) is { IsBot: false } person
            ? person
            : throw new SandboxException(404, $"There is no member {id} of {guild} who is a person.");

    private static JsonElement? Enabled(Message message, string customId)
    {
        foreach (JsonElement component in Components.Interactive(message.Components))
        {
            if (component.GetText("custom_id") == customId && !component.GetFlag("disabled"))
                return component;
        }

        return null;
    }

    private async Task<T> ChangeAsync<T>(Func<Transaction, T> decide, CancellationToken cancellationToken)
    {
        await hub.WaitForRoomAsync(cancellationToken);
        return await store.ChangeAsync(decide, cancellationToken);
    }
}
