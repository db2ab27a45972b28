namespace Bingobot.Discord.Payloads;

/// <summary>
/// A poll to send with a message. See
/// <see href="https://docs.discord.com/developers/resources/poll#poll-create-request-object"/>.
/// </summary>
public sealed record CreatePoll
{
    /// <summary>The question; only its text, up to 300 characters.</summary>
    public PollMedia Question { get; init; } = new();

    /// <summary>1 to 10 answers, with a text of up to 55 characters each.</summary>
    public IReadOnlyList<CreatePollAnswer> Answers { get; init; } = [];

    /// <summary>For how many hours it is open, 1 to 768; absent is 24.</summary>
    public int? Duration { get; init; }

    /// <summary>Whether one may choose several answers; absent is false.</summary>
    public bool? AllowMultiselect { get; init; }
}

/// <summary>One answer of a <see cref="CreatePoll"/>.</summary>
public sealed record CreatePollAnswer
{
    /// <summary>What it says.</summary>
    public PollMedia PollMedia { get; init; } = new();

    /// <summary>An answer of a text.</summary>
    public static CreatePollAnswer Of(string text) => new() { PollMedia = new PollMedia { Text = text } };
}

/// <summary>
/// What a question or answer says. See <see href="https://docs.discord.com/developers/resources/poll#poll-media-object"/>.
/// </summary>
public sealed record PollMedia
{
    /// <summary>The text.</summary>
    public string? Text { get; init; }

    /// <summary>The emoji of an answer.</summary>
    public Emoji? Emoji { get; init; }
}
