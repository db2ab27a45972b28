namespace Bingobot.Sandbox.Tests.WorldTests;

/// <summary>One of everything that can happen, chosen by two numbers. Together they make every kind of op.</summary>
internal static class RandomChange
{
    private static readonly string[] Emojis = ["👍", "👎", "custom:123"];

    private static readonly Action<Transaction, int>[] All =
    [
        Write, Write, Edit, Delete, React, Interact, Interact, Acknowledge, TypeAndAsk, StartSession, StartSession, EndSession,
        Register, DeleteMany, Pin, ClearReactions, .. RandomGuildChange.All, .. RandomPlaceChange.All,
    ];

    /// <summary>How many there are.</summary>
    public static int Count => All.Length;

    public static bool Make(Transaction t, int kind, int which)
    {
        All[kind % All.Length](t, which);
        return true;
    }

    /// <summary>A channel in which people write: of a guild, a thread, or direct messages.</summary>
    public static GuildChannel Place(World world, int which) =>
        Pick(world.Channels.Values.Where(channel => channel.HasMessages && channel.Thread is not { Archived: true }), which / 7);

    /// <summary>Somebody who is in the channel's guild, or whose direct messages they are.</summary>
    public static ulong PersonIn(World world, GuildChannel channel, int which) => channel.IsDirect
        ? channel.RecipientId!.Value
        : Pick(world.MembersOf(channel.GuildId).Select(member => member.UserId), which);

    public static Message? AnyMessage(World world, int which, Func<Message, bool>? where = null)
    {
        Message[] messages = [.. world.Messages.Values.SelectMany(list => list).Where(where ?? (_ => true))];
        return messages.Length == 0 ? null : messages[which % messages.Length];
    }

    public static T Pick<T>(IEnumerable<T> items, int which)
    {
        T[] all = [.. items];
        return all[which % all.Length];
    }

    public static MessageForm Form(string json, Uploads? uploads = null) =>
        MessageForm.Read(Json.Element(w => w.WriteRawValue(json)), uploads: uploads);

    private static void Write(Transaction t, int which)
    {
        GuildChannel channel = Place(t.World, which);
        Uploads? uploads = which % 5 == 0
            ? new Uploads([new UploadedFile(0, "f.txt", "text/plain", [1, 2, (byte)which])], "http://x/attachments")
            : null;
        string nonce = which % 2 == 0 ? "true" : "false";
        MessageForm form = Form(
            $$"""{"content":"m{{which}} <@{{t.World.App.BotId}}>","nonce":"{{which % 5}}","enforce_nonce":{{nonce}}}""", uploads);
        if (channel.Thread is not { Locked: true })
            MessageWriting.Create(t, channel, PersonIn(t.World, channel, which), form);
    }

    private static void Edit(Transaction t, int which)
    {
        if (AnyMessage(t.World, which, message => message.Poll is null) is { } message)
            MessageWriting.Edit(t, message, Form($$"""{"content":"edited {{which}}","embeds":[{"title":"t"}]}"""));
    }

    private static void Delete(Transaction t, int which)
    {
        if (AnyMessage(t.World, which) is { } message)
            MessageWriting.Delete(t, message);
    }

    private static void DeleteMany(Transaction t, int which)
    {
        if (AnyMessage(t.World, which) is not { } message)
            return;
        ulong[] ids = [.. t.World.MessagesOf(message.ChannelId).Take(1 + (which % 3)).Select(doomed => doomed.Id)];
        t.Do(new MessagesDeleted(message.ChannelId, ids) { At = t.At });
    }

    private static void Pin(Transaction t, int which)
    {
        if (AnyMessage(t.World, which) is { } message)
            t.Do(new MessagePinned(message.ChannelId, message.Id, which % 3 != 0) { At = t.At });
    }

    private static void React(Transaction t, int which)
    {
        if (AnyMessage(t.World, which) is not { } message)
            return;
        ulong person = PersonIn(t.World, t.World.Channels[message.ChannelId], which);
        t.Do(new ReactionSet(message.ChannelId, message.Id, person, Emojis[which % 3], which % 4 != 0) { At = t.At });
    }

    private static void ClearReactions(Transaction t, int which)
    {
        if (AnyMessage(t.World, which, message => !message.Reactions.IsEmpty) is { } message)
            t.Do(new ReactionsCleared(message.ChannelId, message.Id, which % 2 == 0 ? null : Emojis[which % 3]) { At = t.At });
    }

    private static void TypeAndAsk(Transaction t, int which)
    {
        GuildChannel channel = Place(t.World, which);
        t.Do(new TypingStarted(channel.Id, PersonIn(t.World, channel, which)) { At = t.At });
        if (t.World.Sessions.Count == 0 || channel.IsDirect)
            return;
        string session = Pick(t.World.Sessions.Keys, which);
        t.Do(new MembersRequested(session, channel.GuildId, "", which % 3, null, "n") { At = t.At });
        t.Do(new SoundsRequested(session, [channel.GuildId]) { At = t.At });
        t.Do(new ChannelInfoRequested(session, channel.GuildId, which % 2 == 0, which % 3 == 0) { At = t.At });
    }

    private static void StartSession(Transaction t, int which) => t.Do(
        new SessionStarted(t.NewSecret(32), which & Intents.All, which % 2, 1 + (which % 2), 1 + (which % 20), "ws://x") { At = t.At });

    private static void EndSession(Transaction t, int which)
    {
        if (t.World.Sessions.Count > 0)
            t.Do(new SessionEnded(Pick(t.World.Sessions.Keys, which)) { At = t.At });
    }

    private static void Register(Transaction t, int which)
    {
        ulong guildId = which % 2 == 0 ? 0 : Pick(t.World.Guilds.Keys, which);
        t.Do(new CommandsSet(guildId, Json.Element(w => w.WriteRawValue($$"""[{"name":"c{{which}}","type":1}]"""))) { At = t.At });
    }

    private static void Interact(Transaction t, int which)
    {
        Message? message = AnyMessage(t.World, which);
        GuildChannel channel = message is null ? Place(t.World, which) : t.World.Channels[message.ChannelId];
        t.Do(new InteractionCreated(new Interaction
        {
            Id = t.NewId(),
            Type = message is null ? Interaction.TypeCommand : Interaction.TypeComponent,
            Token = t.NewSecret(64),
            GuildId = channel.GuildId,
            ChannelId = channel.Id,
            UserId = PersonIn(t.World, channel, which),
            Data = Json.EmptyObject,
            MessageId = message?.Id,
            CreatedAt = t.At,
            CreatedReal = t.RealAt,
        })
        {
            At = t.At,
        });
    }

    private static void Acknowledge(Transaction t, int which)
    {
        Interaction[] open = [.. t.World.Interactions.Values.Where(asked => t.World.Channels.ContainsKey(asked.ChannelId))];
        if (open.Length == 0)
            return;
        Interaction interaction = Pick(open, which);
        int extra = which % 2 == 0 ? Message.Loading : Message.Ephemeral;
        Message answer = MessageWriting.Answer(t, interaction, Form("""{"content":"answer"}"""), extra);
        t.Do(new InteractionAcknowledged(interaction.Id, 4 + (which % 2), answer.Id, null) { At = t.At });
        t.Do(new InteractionAnswered(interaction.Id, answer.Id) { At = t.At });
    }
}
