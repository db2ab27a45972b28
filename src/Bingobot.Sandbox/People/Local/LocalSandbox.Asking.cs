using System.Text.Json;
using Bingobot.Sandbox.Chat.Commands;

namespace Bingobot.Sandbox;

/// <summary>What people ask of the bot: commands, buttons, menus and forms.</summary>
internal sealed partial class LocalSandbox
{
    private const int InteractionTokenDigits = 64;

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
                (GuildChannel found, User person, CommandLeaf leaf) = MayUse(transaction, channel, user, command);
                JsonElement data = CommandData.Build(transaction.World, transaction.World.GuildOf(found), leaf, options);
                return Ask(transaction, found, person, Interaction.TypeCommand, data, leaf.FullName);
            },
            cancellationToken);
        return await answers.WaitAsync(id, cancellationToken);
    }

    public async Task<BotAnswer> InvokeOnAsync(
        string channel, string user, string command, string target, CancellationToken cancellationToken = default)
    {
        ulong id = await ChangeAsync(
            transaction =>
            {
                World world = transaction.World;
                GuildChannel found = Lookup.Channel(world, channel);
                User person = Lookup.Person(world, user, found);
                JsonElement root = CommandTree.FindInMenu(world, found.GuildId, command);
                RequireCommand(transaction, found, person, root);
                JsonElement data = MenuCommandData.Build(world, found, person, root, target);
                return Ask(transaction, found, person, Interaction.TypeCommand, data, root.GetText("name"));
            },
            cancellationToken);
        return await answers.WaitAsync(id, cancellationToken);
    }

    public Task<BotAnswer> TypeCommandAsync(
        string channel, string user, string line, CancellationToken cancellationToken = default)
    {
        CommandScope scope = ScopeOf(channel);
        return TypedCommand.TryParse('/' + line.Trim().TrimStart('/'), scope, out TypedCommand? command, out CommandLineError? error)
            ? InvokeCommandAsync(channel, user, command.Command.Name, command.Options, cancellationToken)
            : throw new SandboxException(400, error.Message);
    }

    private CommandScope ScopeOf(string channel)
    {
        World world = World;
        GuildChannel found = Lookup.Channel(world, channel);
        if (!found.IsDirect)
            return CommandScope.Of(this, Snowflake.Text(found.GuildId));
        return new CommandScope(GetCommands(""), [Viewing.User(world.Users[found.RecipientId!.Value]), Viewing.User(world.Bot)], [], []);
    }

    public async Task<IReadOnlyList<ChoiceView>> CompleteOptionAsync(
        string channel,
        string user,
        string command,
        IReadOnlyDictionary<string, JsonElement> options,
        string focused,
        CancellationToken cancellationToken = default)
    {
        ulong id = await ChangeAsync(
            transaction =>
            {
                (GuildChannel found, User person, CommandLeaf leaf) = MayUse(transaction, channel, user, command);
                JsonElement data = CommandData.BuildUnfinished(
                    transaction.World, transaction.World.GuildOf(found), leaf, options, focused);
                return Ask(transaction, found, person, Interaction.TypeAutocomplete, data, leaf.FullName);
            },
            cancellationToken);
        JsonElement choices = await answers.WaitForChoicesAsync(id, cancellationToken);
        return [.. choices.EnumerateArray().Select(choice => new ChoiceView(choice.GetText("name") ?? "", choice.Get("value") ?? default))];
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
                (Message found, User person) = Seen(world, message, user);
                GuildChannel channel = world.Channels[found.ChannelId];
                ThreadWriting.RequireActive(channel);
                JsonElement data = Components.Use(world, world.GuildOf(channel), Components.Find(found, customId), values);
                return Ask(transaction, channel, person, Interaction.TypeComponent, data, null, found.Id);
            },
            cancellationToken);
        return await answers.WaitAsync(id, cancellationToken);
    }

    public async Task<BotAnswer> SubmitFormAsync(
        string interaction,
        string user,
        IReadOnlyDictionary<string, JsonElement> values,
        CancellationToken cancellationToken = default)
    {
        ulong id = await ChangeAsync(
            transaction =>
            {
                World world = transaction.World;
                Interaction? asked = Snowflake.TryParse(interaction, out ulong asking)
                    ? world.Interactions.GetValueOrDefault(asking)
                    : null;
                if (asked is not { Modal: { } modal })
                    throw new SandboxException(404, $"The interaction \"{Lookup.Shorten(interaction)}\" was not answered with a form.");
                GuildChannel channel = world.Channels[asked.ChannelId];
                User person = Lookup.Person(world, user, channel);
                if (person.Id != asked.UserId)
                    throw new SandboxException(403, $"The form was shown to {world.Users[asked.UserId].Name}, not to {person.Name}.");
                JsonElement data = new ModalData(world, world.GuildOf(channel), modal, values).Build();
                return Ask(transaction, channel, person, Interaction.TypeModal, data, null, asked.MessageId);
            },
            cancellationToken);
        return await answers.WaitAsync(id, cancellationToken);
    }

    private static (GuildChannel Channel, User Person, CommandLeaf Command) MayUse(
        Transaction transaction, string channel, string user, string command)
    {
        GuildChannel found = Lookup.Channel(transaction.World, channel);
        User person = Lookup.Person(transaction.World, user, found);
        CommandLeaf leaf = CommandTree.Find(transaction.World, found.GuildId, command);
        RequireCommand(transaction, found, person, leaf.Root);
        return (found, person, leaf);
    }

    /// <summary>Whether somebody may use commands here, and this one
    /// (<see href="https://docs.discord.com/developers/interactions/application-commands#permissions"/>).</summary>
    /// <exception cref="SandboxException">403.</exception>
    internal static void RequireCommand(Transaction transaction, GuildChannel channel, User person, JsonElement command)
    {
        RequireIn(transaction, channel, person, Permissions.ViewChannel | Permissions.UseApplicationCommands, "use commands");
        ThreadWriting.RequireActive(channel);
        if (!CommandTree.IsAllowed(transaction.World, channel, person.Id, command))
            throw new SandboxException(403, $"{person.Name} may not use /{command.GetText("name")}: its default_member_permissions forbid it.");
    }

    /// <summary>Makes the interaction by which a person asks the bot.</summary>
    internal static ulong Ask(
        Transaction transaction,
        GuildChannel channel,
        User person,
        int type,
        JsonElement data,
        string? command,
        ulong? messageId = null)
    {
        if (!channel.IsDirect && !transaction.World.HasBot(channel.GuildId))
            throw new SandboxException(404, "The bot is not a member of this guild.");
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
}
