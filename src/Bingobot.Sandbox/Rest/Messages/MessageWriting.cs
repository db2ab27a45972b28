using System.Collections.Immutable;
using System.Text.Json;

namespace Bingobot.Sandbox;

/// <summary>Writing, editing and deleting messages inside a transaction, whoever does it.</summary>
internal static class MessageWriting
{
    /// <summary>For which a nonce is remembered, in milliseconds of the protocol's clock.</summary>
    private const long NonceLifetime = 10 * 60 * 1000;

    /// <summary>As many of a channel's newest messages are searched for a nonce.</summary>
    private const int NonceSearch = 1000;

    /// <summary>
    /// Writes a message; or, where the form enforces its nonce and the same author has used that here within 10 minutes,
    /// finds the one that was written then (<see href="https://docs.discord.com/developers/resources/message#create-message"/>).
    /// </summary>
    public static Message Create(Transaction transaction, GuildChannel channel, ulong authorId, MessageForm form)
    {
        if (form.IsEmpty)
            throw RestException.EmptyMessage();
        if (form is { EnforceNonce: true, Nonce: { } nonce } && FindNonce(transaction, channel, authorId, nonce) is { } earlier)
            return earlier;
        ulong? replyTo = form.ReplyTo;
        if (replyTo is { } target && transaction.World.FindMessage(channel.Id, target) is null)
        {
            if (form.ReplyMustExist)
            {
                FormErrors errors = new();
                errors.Add("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message");
                throw errors.ToException();
            }

            replyTo = null;
        }

        ThreadWriting.Wake(transaction, channel, authorId);
        ImmutableArray<Attachment>? files = Store(transaction, form, channel.Id, had: []);
        return Add(transaction, Plain(transaction, channel, form) with
        {
            Attachments = files,
            AuthorId = authorId,
            Type = replyTo is null ? Message.TypeDefault : Message.TypeReply,
            Mentions = form.Mentions ?? AllowedMentions.Default,
            ReplyTo = replyTo,
            RepliedTo = replyTo is { } id ? PersonWho(transaction.World, channel, id) : null,
        });
    }

    /// <summary>A message that is signed by a webhook.</summary>
    public static Message CreateByWebhook(
        Transaction transaction, GuildChannel channel, Webhook webhook, string? signedAs, MessageForm form)
    {
        if (form.IsEmpty)
            throw RestException.EmptyMessage();
        ThreadWriting.Wake(transaction, channel, authorId: null);
        ImmutableArray<Attachment>? files = Store(transaction, form, channel.Id, had: []);
        return Add(transaction, Plain(transaction, channel, form) with
        {
            Attachments = files,
            AuthorId = webhook.Id,
            WebhookName = signedAs ?? webhook.Name,
            Mentions = form.Mentions ?? AllowedMentions.OfAnswers,
        });
    }

    /// <summary>What is the same whoever writes it.</summary>
    private static Message Plain(Transaction transaction, GuildChannel channel, MessageForm form) => new()
    {
        Id = transaction.NewId(),
        ChannelId = channel.Id,
        GuildId = channel.GuildId,
        AuthorId = 0,
        Content = form.Content ?? "",
        Embeds = form.Embeds,
        Components = form.Components,
        Flags = form.Flags ?? 0,
        Nonce = form.Nonce,
        NonceIsNumber = form.NonceIsNumber,
        Poll = form.Poll?.Begin(transaction.At),
        SentReal = transaction.RealAt,
    };

    private static ulong? PersonWho(World world, GuildChannel channel, ulong messageId) =>
        world.FindMessage(channel.Id, messageId) is { WebhookName: null } message ? message.AuthorId : null;

    /// <summary>An answer to an interaction.</summary>
    public static Message Answer(Transaction transaction, Interaction interaction, MessageForm form, int extraFlags = 0)
    {
        bool loading = (extraFlags & Message.Loading) != 0;
        if (form.IsEmpty && !loading)
            throw RestException.EmptyMessage();
        int flags = (form.Flags ?? 0) | extraFlags;
        ulong? replyTo = interaction.MessageId;
        GuildChannel channel = transaction.World.Channels[interaction.ChannelId];
        if ((flags & Message.Ephemeral) == 0)
            ThreadWriting.Wake(transaction, channel, transaction.World.App.BotId);
        ImmutableArray<Attachment>? files = Store(transaction, form, interaction.ChannelId, had: []);
        return Add(transaction, Plain(transaction, channel, form) with
        {
            Attachments = files,
            AuthorId = transaction.World.App.BotId,
            Type = replyTo is not null ? Message.TypeReply
                : interaction.Data.Get("target_id") is not null ? Message.TypeContextMenuCommand
                : Message.TypeChatInputCommand,
            Flags = flags,
            Nonce = null,
            Mentions = form.Mentions ?? AllowedMentions.OfAnswers,
            ReplyTo = replyTo,
            VisibleTo = (flags & Message.Ephemeral) != 0 ? interaction.UserId : null,
            Invocation = new Invocation(
                interaction.Id, interaction.Type, interaction.UserId, interaction.Command, interaction.MessageId),
        });
    }

    public static Message Edit(Transaction transaction, Message message, MessageForm form)
    {
        if (message.Poll is not null || (form.Poll is not null && !message.IsLoading))
            throw RestException.PollIsFixed();
        const int Kept = Message.Ephemeral | Message.HasThread;
        int flags = form.Flags is { } given
            ? (message.Flags & Kept) | (given & ~Kept) | (message.Flags & Message.ComponentsV2)
            : message.Flags & ~Message.Loading;
        string content = form.Content ?? message.Content;
        ImmutableArray<Attachment>? files = Store(transaction, form, message.ChannelId, message.Attachments ?? []);
        if (form.Poll is null && content.Length == 0 && IsEmpty(form.Embeds ?? message.Embeds) && IsEmpty(form.Components ?? message.Components)
            && (files ?? message.Attachments) is not { IsEmpty: false })
        {
            throw RestException.EmptyMessage();
        }

        transaction.Do(
            new MessageEdited(
                message.ChannelId, message.Id, form.Content, form.Embeds, form.Components, flags, files, MentionsAfter(message, form),
                form.Poll?.Begin(transaction.At))
            {
                At = transaction.At,
            });
        return transaction.World.FindMessage(message.ChannelId, message.Id)!;
    }

    /// <summary>An edit says anew which mentions count, or else they are as if it had just been written; null: as before.</summary>
    private static AllowedMentions? MentionsAfter(Message message, MessageForm form)
    {
        if (form.Mentions is not null || (form.Content is null && form.Components is null))
            return form.Mentions;
        return message.Invocation is not null || message.WebhookName is not null
            ? AllowedMentions.OfAnswers
            : AllowedMentions.Default;
    }

    public static void Delete(Transaction transaction, Message message) =>
        transaction.Do(new MessageDeleted(message.ChannelId, message.Id) { At = transaction.At });

    /// <summary>Keeps the files that came, and says which the message then has; null: those that it had.</summary>
    private static ImmutableArray<Attachment>? Store(
        Transaction transaction, MessageForm form, ulong channelId, ImmutableArray<Attachment> had)
    {
        if (form.Files is not { } requests)
            return null;
        ImmutableArray<Attachment>.Builder files = ImmutableArray.CreateBuilder<Attachment>();
        foreach (FileRequest request in requests)
        {
            if (request.Uploaded is { } uploaded)
            {
                ulong id = transaction.NewId();
                string name = SafeName(request.Name ?? uploaded.Name);
                transaction.Do(new FileStored(id, uploaded.Data) { At = transaction.At });
                files.Add(new Attachment(
                    id,
                    name,
                    uploaded.ContentType,
                    uploaded.Data.Length,
                    $"{form.FilesUrl}/{Snowflake.Text(channelId)}/{Snowflake.Text(id)}/{Uri.EscapeDataString(name)}",
                    request.Description));
            }
            else if (had.FirstOrDefault(file => file.Id == request.Kept) is { } kept)
            {
                files.Add(kept with { Description = request.Description ?? kept.Description });
            }
            else
            {
                FormErrors errors = new();
                errors.Add("attachments", "ATTACHMENT_NOT_FOUND", $"Attachment data for id {request.Kept} not found");
                throw errors.ToException();
            }
        }

        return files.ToImmutable();
    }

    /// <summary>Without a path, and of letters, digits and <c>._-</c> only.</summary>
    private static string SafeName(string name)
    {
        string last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        string safe = string.Concat(last.Select(c => char.IsLetterOrDigit(c) || c is '.' or '_' or '-' ? c : '_')).TrimStart('.');
        return safe.Length == 0 ? "unknown" : safe;
    }

    private static Message Add(Transaction transaction, Message message)
    {
        transaction.Do(new MessageCreated(message) { At = transaction.At });
        return message;
    }

    private static Message? FindNonce(Transaction transaction, GuildChannel channel, ulong authorId, string nonce)
    {
        var messages = transaction.World.MessagesOf(channel.Id);
        int last = Math.Max(0, messages.Count - NonceSearch);
        for (int i = messages.Count - 1; i >= last; i--)
        {
            Message message = messages[i];
            if (transaction.RealAt - message.SentReal > NonceLifetime)
                return null;
            if (message.AuthorId == authorId && message.Nonce == nonce)
                return message;
        }

        return null;
    }

    private static bool IsEmpty(JsonElement? items) => items is not { } array || array.GetArrayLength() == 0;
}
