using static Bingobot.Sandbox.Tests.WorldTests.RandomChange;

namespace Bingobot.Sandbox.Tests.WorldTests;

/// <summary>What can happen to channels, threads, direct messages, webhooks and polls.</summary>
internal static class RandomPlaceChange
{
    public static readonly Action<Transaction, int>[] All =
        [SetChannel, DeleteChannel, StartThread, StartThread, ChangeThread, JoinThread, OpenDirect, SetWebhook, UseWebhook, AskPoll, Vote, Vote, EndPoll];

    private const string TwoAnswers = """{"poll_media":{"text":"a","emoji":{"name":"👍"}}},{"poll_media":{"text":"b"}}""";

    private static GuildChannel Text(World world, int which) =>
        Pick(world.Channels.Values.Where(channel => channel is { Kind: ChannelKind.Text }), which / 3);

    private static void SetChannel(Transaction t, int which)
    {
        GuildChannel channel = Text(t.World, which);
        var overwrites = channel.Overwrites.SetItem(
            channel.GuildId, new Overwrite(channel.GuildId, false, 0, which % 2 == 0 ? Permissions.ViewChannel : 0));
        if (which % 3 == 0)
            t.Do(new ChannelCreated(t.NewId(), channel.GuildId, $"c{which}", ChannelKind.Text) { At = t.At });
        else
            t.Do(new ChannelSet(channel with { Topic = $"t{which}", Overwrites = overwrites }) { At = t.At });
    }

    private static void DeleteChannel(Transaction t, int which)
    {
        GuildChannel[] spare = [.. t.World.Channels.Values.Where(channel => channel.IsThread || channel.Name.StartsWith('c'))];
        if (spare.Length > 0 && which % 3 == 0)
            t.Do(new ChannelDeleted(Pick(spare, which).Id) { At = t.At });
    }

    private static void StartThread(Transaction t, int which)
    {
        GuildChannel parent = Text(t.World, which);
        Message? starter = which % 2 == 0 ? t.World.MessagesOf(parent.Id).FirstOrDefault(message =>
            !message.IsEphemeral && !message.IsBySystem && !t.World.Channels.ContainsKey(message.Id)) : null;
        ChannelKind kind = which % 3 == 0 ? ChannelKind.PrivateThread : ChannelKind.PublicThread;
        ThreadWriting.Start(t, parent, PersonIn(t.World, parent, which), new ThreadForm($"t{which}", kind, 60, 0, true), starter);
    }

    private static void ChangeThread(Transaction t, int which)
    {
        GuildChannel[] threads = [.. t.World.Channels.Values.Where(channel => channel.IsThread)];
        if (threads.Length == 0)
            return;
        GuildChannel thread = Pick(threads, which);
        ThreadState changed = thread.Thread! with { Archived = which % 2 == 0, Locked = which % 5 == 0, ChangedAt = t.At };
        t.Do(new ChannelSet(thread with { Thread = changed }) { At = t.At });
    }

    private static void JoinThread(Transaction t, int which)
    {
        GuildChannel[] threads = [.. t.World.Channels.Values.Where(channel => channel.IsThread)];
        if (threads.Length > 0 && Pick(threads, which) is { } thread)
            t.Do(new ThreadMemberSet(thread.Id, PersonIn(t.World, thread, which), which % 3 != 0) { At = t.At });
    }

    private static void OpenDirect(Transaction t, int which) =>
        DirectWriting.Open(t, Pick(t.World.Users.Values.Where(user => !user.IsBot).Select(user => user.Id), which));

    private static void SetWebhook(Transaction t, int which)
    {
        if (which % 4 == 0 && t.World.Webhooks.Count > 0)
        {
            t.Do(new WebhookDeleted(Pick(t.World.Webhooks.Keys, which)) { At = t.At });
            return;
        }

        GuildChannel channel = Text(t.World, which);
        t.Do(new WebhookSet(new Webhook(
            t.NewId(), channel.GuildId, channel.Id, t.World.App.BotId, $"w{which}", t.NewSecret(68), t.World.App.Id))
        {
            At = t.At,
        });
    }

    private static void UseWebhook(Transaction t, int which)
    {
        if (t.World.Webhooks.Count == 0)
            return;
        Webhook webhook = Pick(t.World.Webhooks.Values, which);
        MessageWriting.CreateByWebhook(
            t, t.World.Channels[webhook.ChannelId], webhook, which % 2 == 0 ? "signed" : null, Form("""{"content":"by a hook @everyone"}"""));
    }

    private static void AskPoll(Transaction t, int which)
    {
        GuildChannel channel = Place(t.World, which);
        if (channel.Thread is not { Locked: true })
        {
            MessageWriting.Create(t, channel, t.World.App.BotId, Form(
                $$"""{"poll":{"question":{"text":"q{{which}}"},"answers":[{{TwoAnswers}}],"duration":1,"allow_multiselect":true} }"""));
        }
    }

    private static void Vote(Transaction t, int which)
    {
        if (AnyMessage(t.World, which, message => message.Poll is { IsFinal: false }) is not { } poll)
            return;
        ulong person = PersonIn(t.World, t.World.Channels[poll.ChannelId], which);
        t.Do(new PollVoteSet(poll.ChannelId, poll.Id, person, 1 + (which % 2), which % 5 != 0) { At = t.At });
    }

    private static void EndPoll(Transaction t, int which)
    {
        if (AnyMessage(t.World, which, message => message.Poll is { IsFinal: false }) is { } poll)
            PollWriting.End(t, poll);
    }
}
