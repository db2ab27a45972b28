using System.Globalization;
using Bingobot.Discord.Payloads;
using Bingobot.Discord.Rest;
using Bingobot.Events;

namespace Bingobot.Framework;

/// <summary>
/// Looks in a channel for the message of an attempt whose end is not known. The nonce tells a message for certain; it is documented as
/// part of a message, but not that every message has it. One without is told by its author and its text, where that can be told. See
/// <see href="https://docs.discord.com/developers/resources/message#message-object"/>.
/// </summary>
internal sealed class MessageSearch(DiscordRest rest)
{
    /// <summary>How much the clocks of Discord and this machine may differ.</summary>
    private static readonly TimeSpan ClockDifference = TimeSpan.FromMinutes(1);

    /// <summary>As many messages as Discord gives at once.</summary>
    private const int PageSize = 100;

    /// <summary>The most messages that are looked at, newest first.</summary>
    private const int MostMessages = 50 * PageSize;

    private User? _self;

    /// <summary>Looks through what was written since the effect was derived.</summary>
    /// <exception cref="DiscordRestException">The channel cannot be read.</exception>
    public async Task<EffectReconciliation> FindAsync(
        PendingEffect effect, MessageToCreate message, CancellationToken cancellationToken)
    {
        var since = Snowflake.From(effect.Time - ClockDifference);
        Snowflake? before = null;
        List<Message> alike = [];
        for (var seen = 0; seen < MostMessages; seen += PageSize)
        {
            var page = await rest.GetChannelMessagesAsync(message.Channel, PageSize, before, cancellationToken: cancellationToken);
            foreach (var found in page.Where(found => found.Id >= since && found.Author.Bot == true))
            {
                if (found.Nonce == effect.Id)
                    return Done(message.Channel, found);
                if (found.Nonce is null && IsAlike(found, message.Body) && await IsOwnAsync(found, cancellationToken))
                    alike.Add(found);
            }
            if (page.Count < PageSize)
                return Judge(message, alike);
            var oldest = page.Min(found => found.Id);
            if (oldest < since)
                return Judge(message, alike);
            before = oldest;
        }
        return new EffectReconciliation.Undecidable(string.Create(
            CultureInfo.InvariantCulture,
            $"Whether an earlier attempt wrote it cannot be known: it is not among the newest {MostMessages} messages, and there are more."));
    }

    /// <summary>What messages without a nonce tell, which may be this one.</summary>
    private static EffectReconciliation Judge(MessageToCreate message, List<Message> alike) => alike switch
    {
        [] => new EffectReconciliation.NotDone(),
        [var one] when message.Body.Layout is null => Done(message.Channel, one),
        _ => new EffectReconciliation.Undecidable(
            "Whether an earlier attempt wrote it cannot be known: the bot wrote what may be it, and Discord does not say which is which."),
    };

    private static EffectReconciliation.Done Done(Snowflake channel, Message found) =>
        new(RestOutcomes.ResultOf(channel, found.Id));

    /// <summary>Discord leaves out space around a text; of what is laid out it keeps no text to compare.</summary>
    private static bool IsAlike(Message found, MessageBody body)
    {
        var isLaidOut = found.Flags.GetValueOrDefault().HasFlag(MessageFlags.IsComponentsV2);
        return body.Layout is null
            ? !isLaidOut && found.Content.AsSpan().Trim().SequenceEqual(body.Text.AsSpan().Trim())
            : isLaidOut;
    }

    private async ValueTask<bool> IsOwnAsync(Message found, CancellationToken cancellationToken)
    {
        _self ??= await rest.GetCurrentUserAsync(cancellationToken);
        return found.Author.Id == _self.Id;
    }
}
