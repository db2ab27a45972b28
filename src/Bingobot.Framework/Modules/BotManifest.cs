using Bingobot.Discord.Payloads;

namespace Bingobot.Framework;

/// <summary>What a module wants of Discord, as its declarations say.</summary>
public sealed class BotManifest
{
    internal BotManifest(
        IReadOnlyList<ApplicationCommand> commands, IReadOnlySet<string> events, IReadOnlyList<Route> routes, Gate? gate)
    {
        Commands = commands;
        Events = events;
        Routes = routes;
        Gate = gate;
    }

    /// <summary>Its commands, to be registered.</summary>
    public IReadOnlyList<ApplicationCommand> Commands { get; }

    /// <summary>The names of all events it deals with.</summary>
    public IReadOnlySet<string> Events { get; }

    internal IReadOnlyList<Route> Routes { get; }

    internal Gate? Gate { get; }
}
