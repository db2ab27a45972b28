namespace Bingobot.Sandbox;

/// <summary>What people write, and how they react.</summary>
internal sealed partial class LocalSandbox
{
    public async Task<MessageView> SendMessageAsync(
        string channel, string user, string content, CancellationToken cancellationToken = default) =>
        Viewing.Message(World, await WriteMessageAsync(channel, user, content, null, cancellationToken));

    /// <param name="channel">Id or name.</param>
    /// <param name="user">Id or name.</param>
    /// <param name="content">1 to 2,000 characters.</param>
    /// <param name="replyTo">The id of the message that it answers, or null.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    public Task<Message> WriteMessageAsync(
        string channel, string user, string content, string? replyTo, CancellationToken cancellationToken)
    {
        MessageForm form = Form(content, replyTo);
        return ChangeAsync(
            transaction =>
            {
                GuildChannel found = Lookup.Channel(transaction.World, channel);
                User author = Lookup.Person(transaction.World, user, found);
                RequireIn(transaction, found, author, Permissions.ViewChannel | Permissions.ToSend(found), "write");
                return MessageWriting.Create(transaction, found, author.Id, form);
            },
            cancellationToken);
    }

    public Task<Message> EditMessageAsync(string message, string user, string content, CancellationToken cancellationToken)
    {
        MessageForm form = Form(content, null);
        return ChangeAsync(
            transaction =>
            {
                (Message found, User person) = Seen(transaction.World, message, user);
                return found.AuthorId == person.Id
                    ? MessageWriting.Edit(transaction, found, form)
                    : throw new SandboxException(403, $"Message {message} was not written by {person.Name}.");
            },
            cancellationToken);
    }

    public Task DeleteMessageAsync(string message, string user, CancellationToken cancellationToken) => ChangeAsync(
        transaction =>
        {
            (Message found, User person) = Seen(transaction.World, message, user);
            if (found.AuthorId != person.Id && found.VisibleTo != person.Id)
            {
                RequireIn(
                    transaction, transaction.World.Channels[found.ChannelId], person, Permissions.ManageMessages, "delete messages of others");
            }

            MessageWriting.Delete(transaction, found);
            return true;
        },
        cancellationToken);

    public Task ReactAsync(
        string message, string user, string emoji, bool present = true, CancellationToken cancellationToken = default)
    {
        if (!EmojiName.IsOne(emoji))
            throw new SandboxException(400, $"\"{Lookup.Shorten(emoji)}\" is no emoji; one of Unicode, or name:id, is expected.");
        return ChangeAsync(
            transaction =>
            {
                (Message found, User person) = Seen(transaction.World, message, user);
                if (found.IsEphemeral)
                    throw new SandboxException(400, "Nobody can react to a message that only one person sees.");
                GuildChannel channel = transaction.World.Channels[found.ChannelId];
                ThreadWriting.RequireActive(channel);
                if (present)
                {
                    ReactionEndpoints.Add(
                        transaction,
                        found,
                        emoji,
                        person.Id,
                        () => RequireIn(transaction, channel, person, Permissions.AddReactions, "react"));
                }
                else
                {
                    transaction.Do(new ReactionSet(found.ChannelId, found.Id, person.Id, emoji, Present: false) { At = transaction.At });
                }

                return true;
            },
            cancellationToken);
    }

    public Task TypeAsync(string channel, string user, CancellationToken cancellationToken) => ChangeAsync(
        transaction =>
        {
            GuildChannel found = Lookup.Channel(transaction.World, channel);
            User person = Lookup.Person(transaction.World, user, found);
            RequireIn(transaction, found, person, Permissions.ViewChannel | Permissions.ToSend(found), "write");
            transaction.Do(new TypingStarted(found.Id, person.Id) { At = transaction.At });
            return true;
        },
        cancellationToken);

    private static (Message Message, User Person) Seen(World world, string message, string user)
    {
        Message? found = Snowflake.TryParse(message, out ulong id) ? world.FindMessage(id) : null;
        if (found is null || !Viewing.IsVisible(found, Lookup.User(world, user).Id))
            throw new SandboxException(404, $"There is no message \"{Lookup.Shorten(message)}\" that {user} sees.");
        return (found, Lookup.Person(world, user, world.Channels[found.ChannelId]));
    }

    internal static MessageForm Form(string content, string? replyTo)
    {
        if (string.IsNullOrWhiteSpace(content) || content.Length > MessageForm.MaxContent)
        {
            throw new SandboxException(
                400, $"A message has 1 to {MessageForm.MaxContent} characters, not {(string.IsNullOrWhiteSpace(content) ? 0 : content.Length)}.");
        }

        return MessageForm.Read(Json.Element(w =>
        {
            w.WriteStartObject();
            w.WriteString("content", content);
            if (replyTo is not null)
            {
                w.WriteStartObject("message_reference");
                w.WriteString("message_id", replyTo);
                w.WriteEndObject();
            }

            w.WriteEndObject();
        }));
    }

    /// <exception cref="SandboxException">403.</exception>
    internal static void RequireIn(Transaction transaction, GuildChannel channel, User person, ulong needed, string doing)
    {
        if ((Permissions.In(transaction.World, channel, person.Id, transaction.At) & needed) != needed)
            throw new SandboxException(403, $"{person.Name} may not {doing} in {Viewing.Channel(transaction.World, channel).Name}.");
    }
}
