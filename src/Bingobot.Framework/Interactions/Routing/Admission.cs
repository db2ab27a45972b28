using Bingobot.Discord.Payloads;

namespace Bingobot.Framework;

/// <summary>
/// The one place that says who may use what: only in a guild, only whom no module's gate keeps out, and only with the permissions
/// that the command, component or modal is declared with. Discord checks permissions of commands only, and people can change
/// there what it checks.
/// </summary>
internal sealed class Admission(IReadOnlyList<IBotModule> modules)
{
    private readonly Gate[] _gates = [.. modules.Select(module => module.Manifest.Gate).OfType<Gate>()];

    /// <summary>Why the user may use nothing, for the user; null for whoever may.</summary>
    public string? Refusal(InteractionReceived fact, ulong partition, IStates states)
    {
        if (partition == 0)
            return FrameworkTexts.For(fact).Say(FrameworkTexts.GuildOnly);
        foreach (var gate in _gates)
        {
            if (gate.Refusal(states, fact.User, fact.Locale) is { } refusal)
                return refusal;
        }
        return null;
    }

    /// <summary>Why the user may not use this, for the user; null for whoever may.</summary>
    public static string? Refusal(InteractionReceived fact, Terms terms)
    {
        if (Missing(fact.MemberPermissions, terms.Member) is var member and not Permissions.None)
            return FrameworkTexts.For(fact).Say(FrameworkTexts.MemberLacks, PermissionNames.Of(member));
        return Missing(fact.AppPermissions, terms.Bot) is var bot and not Permissions.None
            ? FrameworkTexts.For(fact).Say(FrameworkTexts.BotLacks, PermissionNames.Of(bot))
            : null;
    }

    /// <summary>See <see href="https://docs.discord.com/developers/topics/permissions#permission-hierarchy"/>.</summary>
    private static Permissions Missing(Permissions? has, Permissions needs) =>
        has is { } given && given.HasFlag(Permissions.Administrator) ? Permissions.None : needs & ~(has ?? Permissions.None);
}
