namespace Bingobot.Discord.Payloads;

/// <summary>
/// Pinned messages of a channel, the newest pin first. See
/// <see href="https://docs.discord.com/developers/resources/message#get-channel-pins"/>.
/// </summary>
public sealed record PinnedMessages
{
    /// <summary>The pins.</summary>
    public IReadOnlyList<PinnedMessage> Items { get; init; } = [];

    /// <summary>Whether there are older ones.</summary>
    public bool HasMore { get; init; }
}

/// <summary>One pin of <see cref="PinnedMessages"/>.</summary>
public sealed record PinnedMessage
{
    /// <summary>When it was pinned.</summary>
    public DateTimeOffset PinnedAt { get; init; }

    /// <summary>The message.</summary>
    public Message Message { get; init; } = new();
}
