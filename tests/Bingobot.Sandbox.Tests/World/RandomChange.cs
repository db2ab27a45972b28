using System.Collections.Immutable;

namespace Bingobot.Sandbox.Tests.WorldTests;

/// <summary>One of everything that can happen, chosen by two numbers.</summary>
internal static class RandomChange
{
    private static readonly string[] Emojis = ["👍", "👎", "custom:123"];

    public static bool Make(Transaction t, int kind, int which)
    {
        World world = t.World;
        GuildChannel channel = world.Channels.Values.First();
        ulong person = Pick(world.Members.Keys.Select(key => key.User), which);
        switch (kind)
        {
            case 0 or 1:
                MessageWriting.Create(t, channel, person, Form($$"""{"content":"m{{which}} <@{{world.App.BotId}}>","nonce":"{{which % 5}}","enforce_nonce":{{(which % 2 == 0 ? "true" : "false")}}}"""));
                break;
            case 2:
                Edit(t, which);
                break;
            case 3:
                if (AnyMessage(world, which) is { } doomed)
                    MessageWriting.Delete(t, doomed);
                break;
            case 4:
                if (AnyMessage(world, which) is { } message)
                    t.Do(new ReactionSet(channel.Id, message.Id, person, Emojis[which % 3], which % 4 != 0) { At = t.At });
                break;
            case 5:
                t.Do(new VoiceSet(channel.GuildId, person, which % 3 == 0 ? null : world.Channels.Keys.Last(), which % 2 == 0) { At = t.At });
                break;
            case 6:
                ulong id = t.NewId();
                t.Do(new UserCreated(id, $"u{which}", false) { At = t.At });
                t.Do(new MemberAdded(channel.GuildId, id) { At = t.At });
                break;
            case 7 or 8:
                t.Do(new SessionStarted(t.NewSecret(32), which & Intents.All, which % 2, 1 + (which % 2), 1 + (which % 20), "ws://x") { At = t.At });
                break;
            case 9:
                if (world.Sessions.Count > 0)
                    t.Do(new SessionEnded(Pick(world.Sessions.Keys, which)) { At = t.At });
                break;
            case 10:
                t.Do(new CommandsSet(which % 2 == 0 ? 0 : channel.GuildId, Json.Element(w => w.WriteRawValue($$"""[{"name":"c{{which}}","type":1}]"""))) { At = t.At });
                break;
            case 11 or 12:
                Ask(t, channel, person, which);
                break;
            case 13:
                Acknowledge(t, which);
                break;
            default:
                t.Do(new TypingStarted(channel.Id, person) { At = t.At });
                if (world.Sessions.Count > 0)
                    t.Do(new MembersRequested(Pick(world.Sessions.Keys, which), channel.GuildId, "", which % 3, null, "n") { At = t.At });
                break;
        }

        return true;
    }

    private static void Edit(Transaction t, int which)
    {
        if (AnyMessage(t.World, which) is { } message)
            MessageWriting.Edit(t, message, Form($$"""{"content":"edited {{which}}","embeds":[{"title":"t"}]}"""));
    }

    private static void Ask(Transaction t, GuildChannel channel, ulong person, int which)
    {
        Message? message = AnyMessage(t.World, which);
        t.Do(new InteractionCreated(new Interaction
        {
            Id = t.NewId(),
            Type = message is null ? Interaction.TypeCommand : Interaction.TypeComponent,
            Token = t.NewSecret(64),
            GuildId = channel.GuildId,
            ChannelId = channel.Id,
            UserId = person,
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
        if (t.World.Interactions.IsEmpty)
            return;
        Interaction interaction = Pick(t.World.Interactions.Values, which);
        int extra = which % 2 == 0 ? Message.Loading : Message.Ephemeral;
        Message answer = MessageWriting.Answer(t, interaction, Form("""{"content":"answer"}"""), extra);
        t.Do(new InteractionAcknowledged(interaction.Id, 4 + (which % 2), answer.Id, null) { At = t.At });
        t.Do(new InteractionAnswered(interaction.Id, answer.Id) { At = t.At });
    }

    private static Message? AnyMessage(World world, int which)
    {
        ImmutableList<Message> messages = world.MessagesOf(world.Channels.Keys.First());
        return messages.IsEmpty ? null : messages[which % messages.Count];
    }

    private static T Pick<T>(IEnumerable<T> items, int which)
    {
        T[] all = [.. items];
        return all[which % all.Length];
    }

    private static MessageForm Form(string json) => MessageForm.Read(Json.Element(w => w.WriteRawValue(json)));
}
