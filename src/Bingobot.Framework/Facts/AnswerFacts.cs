using Bingobot.Discord.Payloads;

namespace Bingobot.Framework;

/// <summary>What an interaction is answered with; recorded together with the events of its handler.</summary>
public sealed record InteractionAnswered
{
    /// <summary>The interaction.</summary>
    public required Snowflake Interaction { get; init; }

    /// <summary>The bot's application.</summary>
    public required Snowflake Application { get; init; }

    /// <summary>What it is answered with.</summary>
    public required string Token { get; init; }

    /// <summary>What was used.</summary>
    public required InteractionKind Kind { get; init; }

    /// <summary>Where.</summary>
    public required Snowflake Channel { get; init; }

    /// <summary>Of a component, the message that it is on; of a modal, that of the component which opened it.</summary>
    public Snowflake? Message { get; init; }

    /// <summary>The language of who is answered.</summary>
    public string? Locale { get; init; }

    /// <summary>The module that answers; empty where none could.</summary>
    public required string Module { get; init; }

    /// <summary>The answer.</summary>
    public required Answer Answer { get; init; }

    /// <summary>Where a handler failed: what went wrong, for the log. People are told without it.</summary>
    public string? Fault { get; init; }
}

/// <summary>An answer that has a key stands in the channel.</summary>
/// <param name="Interaction">The interaction.</param>
/// <param name="Module">The module that the key is meant for.</param>
/// <param name="Key">The answer's key.</param>
/// <param name="Channel">Where.</param>
/// <param name="Message">The answer's message, or of an update the message it changed; null where Discord did not tell.</param>
public sealed record AnswerDelivered(Snowflake Interaction, string Module, string Key, Snowflake Channel, Snowflake? Message);

/// <summary>An answer that has a key could not be given.</summary>
/// <param name="Interaction">The interaction.</param>
/// <param name="Module">The module that the key is meant for.</param>
/// <param name="Key">The answer's key.</param>
/// <param name="Channel">Where it was wanted.</param>
/// <param name="Certain">Whether it is certain that nobody saw it.</param>
/// <param name="Reason">Why, for people.</param>
public sealed record AnswerUndeliverable(
    Snowflake Interaction, string Module, string Key, Snowflake Channel, bool Certain, string Reason);
