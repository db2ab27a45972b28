using Bingobot.Discord.Payloads;

namespace Bingobot.Framework;

/// <summary>Keeps users from all commands and components.</summary>
internal abstract class Gate
{
    /// <summary>Why the user is kept out, or null.</summary>
    public abstract string? Refusal(IStates states, Snowflake user, string? locale);
}

/// <summary>The gate of a module with this state; open while the module is stopped.</summary>
internal sealed class Gate<TState>(string module, Translations texts, GateKeeper<TState> keeper) : Gate
    where TState : class
{
    public override string? Refusal(IStates states, Snowflake user, string? locale) =>
        states.StateOf<TState>(module) is { } state ? keeper(state, user, new Speech(texts, locale)) : null;
}
