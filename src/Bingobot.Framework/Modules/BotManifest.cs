using Bingobot.Discord.Payloads;

namespace Bingobot.Framework;

/// <summary>What a module wants of Discord, as its declarations say.</summary>
public sealed class BotManifest
{
    internal BotManifest(
        IReadOnlyList<ApplicationCommand> commands,
        IReadOnlySet<string> events,
        IReadOnlyList<Route> routes,
        IReadOnlyList<Completion> completions,
        Gate? gate)
    {
        Commands = commands;
        Events = events;
        Routes = routes;
        Completions = completions;
        Gate = gate;
    }

    /// <summary>Its commands, as they are to be registered: with names and descriptions in all languages of the module.</summary>
    public IReadOnlyList<ApplicationCommand> Commands { get; }

    /// <summary>The names of all events it deals with.</summary>
    public IReadOnlySet<string> Events { get; }

    internal IReadOnlyList<Route> Routes { get; }

    internal IReadOnlyList<Completion> Completions { get; }

    internal Gate? Gate { get; }
}
