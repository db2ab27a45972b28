namespace Bingobot.Discord.Payloads;

/// <summary>
/// What can be selected in a string select, a radio group or a checkbox group. See
/// <see href="https://docs.discord.com/developers/components/reference#string-select-select-option-structure"/>.
/// </summary>
public sealed record SelectOption
{
    /// <summary>What the user sees, up to 100 characters.</summary>
    public string Label { get; init; } = "";

    /// <summary>What the bot receives, up to 100 characters.</summary>
    public string Value { get; init; } = "";

    /// <summary>What explains it, up to 100 characters.</summary>
    public string? Description { get; init; }

    /// <summary>The emoji before it.</summary>
    public Emoji? Emoji { get; init; }

    /// <summary>Whether it is selected at first.</summary>
    public bool? Default { get; init; }
}

/// <summary>
/// What is selected at first in a select that Discord fills. See
/// <see href="https://docs.discord.com/developers/components/reference#user-select-select-default-value-structure"/>.
/// </summary>
/// <param name="Id">A user, role or channel.</param>
/// <param name="Type">Which of them: "user", "role" or "channel".</param>
public sealed record SelectDefaultValue(Snowflake Id, string Type);
