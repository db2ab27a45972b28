namespace Bingobot.Configuration;

/// <summary>One key of the configuration.</summary>
/// <param name="Path">Its name with those of its sections, joined by dots.</param>
/// <param name="Allowed">What its value may be, for people.</param>
/// <param name="Apply">The configuration with this value, or null where the value is not allowed.</param>
internal sealed record Setting(string Path, string Allowed, Func<BotConfiguration, string, BotConfiguration?> Apply)
{
    /// <summary>Its value is never repeated in an error.</summary>
    public bool IsSecret { get; init; }

    /// <summary>An environment variable that is named and not set counts as no value instead of an error.</summary>
    public bool MayBeUnset { get; init; }
}
