namespace Bingobot.Discord.Payloads;

/// <summary>
/// Messages to delete at once. See
/// <see href="https://docs.discord.com/developers/resources/message#bulk-delete-messages"/>.
/// </summary>
public sealed record BulkDelete
{
    /// <summary>2 to 100 messages, none older than 2 weeks.</summary>
    public IReadOnlyList<Snowflake> Messages { get; init; } = [];
}
