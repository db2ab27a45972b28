using Bingobot.Framework;

namespace Bingobot.Modules;

/// <summary>The modules that ship with Bingobot.</summary>
public static class ShippedModules
{
    /// <summary>Makes fresh instances: each serves one stream, or one replay.</summary>
    /// <param name="options">They shape decisions, never replay: any valid ones will do to read a stream.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range; it names the option.</exception>
    public static IReadOnlyList<IBotModule> Create(ModulesOptions? options = null)
    {
        options ??= new ModulesOptions();
        return [new ActivityModule(options.Activity), new VotesModule(options.Votes), new ChallengesModule(options.Votes)];
    }
}
