using Bingobot.Discord.Payloads;
using Bingobot.Events;

namespace Bingobot.Framework;

/// <summary>
/// A menu to choose from, of a message or modal. See
/// <see href="https://docs.discord.com/developers/components/reference#string-select"/>.
/// </summary>
/// <param name="CustomId">
/// Of a message: made by <see cref="Framework.CustomId.Of"/>, it finds the module's handler, also after a restart. Of a modal: the
/// field's name.
/// </param>
/// <param name="Type">What is chosen: one of the select types.</param>
[Deterministic]
public sealed record SelectMenu(string CustomId, ComponentType Type)
{
    /// <summary>The most options, and the most that can be chosen.</summary>
    public const int MaxOptions = 25;

    /// <summary>The most characters of an option's label, value or description.</summary>
    public const int MaxText = 100;

    /// <summary>The most characters of <see cref="Placeholder"/>.</summary>
    public const int MaxPlaceholder = 150;

    /// <summary>Of a <see cref="ComponentType.StringSelect"/>: what can be chosen, 1 to 25.</summary>
    public IReadOnlyList<MenuOption>? Options { get; init; }

    /// <summary>Of a menu that Discord fills: who or what is chosen at first; no more than <see cref="Max"/>.</summary>
    public IReadOnlyList<ChosenEntity>? Chosen { get; init; }

    /// <summary>Of a <see cref="ComponentType.ChannelSelect"/>: the types that are offered; null: all.</summary>
    public IReadOnlyList<ChannelType>? ChannelTypes { get; init; }

    /// <summary>What is shown while nothing is chosen, at most 150 characters.</summary>
    public string? Placeholder { get; init; }

    /// <summary>How many must be chosen, 0 to 25; 1 by default.</summary>
    public int Min { get; init; } = 1;

    /// <summary>How many can be chosen, 1 to 25; 1 by default.</summary>
    public int Max { get; init; } = 1;

    /// <summary>Whether nothing can be chosen. Not of a modal.</summary>
    public bool Disabled { get; init; }

    /// <summary>A menu of given options.</summary>
    public static SelectMenu Of(string customId, IEnumerable<MenuOption> options) =>
        new(customId, ComponentType.StringSelect) { Options = [.. options] };

    /// <summary>A menu of the guild's users.</summary>
    public static SelectMenu Users(string customId) => new(customId, ComponentType.UserSelect);

    /// <summary>A menu of the guild's roles.</summary>
    public static SelectMenu Roles(string customId) => new(customId, ComponentType.RoleSelect);

    /// <summary>A menu of the guild's users and roles.</summary>
    public static SelectMenu Mentionables(string customId) => new(customId, ComponentType.MentionableSelect);

    /// <summary>A menu of the guild's channels.</summary>
    public static SelectMenu Channels(string customId, IReadOnlyList<ChannelType>? types = null) =>
        new(customId, ComponentType.ChannelSelect) { ChannelTypes = types };
}

/// <summary>What can be chosen in a menu.</summary>
/// <param name="Label">What people see, 1 to 100 characters.</param>
/// <param name="Value">What the handler gets, 1 to 100 characters.</param>
/// <param name="Description">What explains it, at most 100 characters.</param>
/// <param name="Chosen">Whether it is chosen at first.</param>
public sealed record MenuOption(string Label, string Value, string? Description = null, bool Chosen = false);

/// <summary>Who or what is chosen at first in a menu that Discord fills.</summary>
/// <param name="Id">The user, role or channel.</param>
/// <param name="Kind">Which of them it is.</param>
public sealed record ChosenEntity(Snowflake Id, EntityKind Kind);
