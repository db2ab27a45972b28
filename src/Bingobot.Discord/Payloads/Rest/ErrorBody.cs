using System.Text.Json;

namespace Bingobot.Discord.Payloads;

/// <summary>
/// What the REST API answers to a request that it refuses. See
/// <see href="https://docs.discord.com/developers/reference#error-messages"/>.
/// </summary>
public sealed record ErrorBody
{
    /// <summary>
    /// What is wrong, by number; 0 is "general". See
    /// <see href="https://docs.discord.com/developers/topics/opcodes-and-status-codes#json"/>.
    /// </summary>
    public int Code { get; init; }

    /// <summary>What is wrong, in words.</summary>
    public string Message { get; init; } = "";

    /// <summary>
    /// What is wrong with which field: objects named as the body's fields, ending in <c>_errors</c>, a list of code and
    /// message.
    /// </summary>
    public JsonElement? Errors { get; init; }
}

/// <summary>
/// What the REST API answers when requests come too fast. See
/// <see href="https://docs.discord.com/developers/topics/rate-limits#exceeding-a-rate-limit"/>.
/// </summary>
public sealed record RateLimitBody
{
    /// <summary>In words.</summary>
    public string Message { get; init; } = "";

    /// <summary>Seconds to wait.</summary>
    public double RetryAfter { get; init; }

    /// <summary>Whether it is the limit over all routes.</summary>
    public bool Global { get; init; }

    /// <summary>What is wrong, by number.</summary>
    public int? Code { get; init; }
}
