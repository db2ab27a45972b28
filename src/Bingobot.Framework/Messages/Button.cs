using Bingobot.Discord.Payloads;
using Bingobot.Events;

namespace Bingobot.Framework;

/// <summary>A button of a message.</summary>
/// <param name="CustomId">Made by <see cref="Framework.CustomId.Of"/>; it finds the module's handler, also after a restart.</param>
/// <param name="Label">What it says, 1 to 80 characters.</param>
/// <param name="Style">How it looks.</param>
/// <param name="Disabled">Whether it cannot be pressed.</param>
[Deterministic]
public sealed record Button(
    string CustomId, string Label, ButtonStyle Style = ButtonStyle.Primary, bool Disabled = false)
{
    /// <summary>The most characters of <see cref="Label"/>.</summary>
    public const int MaxLabel = 80;

    /// <summary>The most characters of <see cref="Url"/>.</summary>
    public const int MaxUrl = 512;

    /// <summary>Where a link leads; null for a button that the bot hears of.</summary>
    public string? Url { get; init; }

    /// <summary>What a premium button sells; null for others.</summary>
    public Snowflake? Sku { get; init; }

    /// <summary>Whether pressing it makes no interaction: it leads somewhere, or sells.</summary>
    internal bool IsSilent => Url is not null || Sku is not null;

    /// <summary>A Unicode emoji before the label; null: none.</summary>
    public string? Emoji { get; init; }

    /// <summary>A button that leads to a URL. The bot does not hear of it.</summary>
    /// <param name="url">Where it leads, at most 512 characters.</param>
    /// <param name="label">What it says, 1 to 80 characters.</param>
    public static Button Link(string url, string label) => new("", label, ButtonStyle.Link) { Url = url };

    /// <summary>A button that sells. The bot does not hear of it; Discord writes what it says.</summary>
    /// <param name="sku">What it sells.</param>
    public static Button Premium(Snowflake sku) => new("", "", ButtonStyle.Premium) { Sku = sku };
}
