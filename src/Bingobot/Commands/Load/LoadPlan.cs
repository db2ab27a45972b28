namespace Bingobot.Commands.Load;

/// <summary>What load there is to be.</summary>
internal sealed record LoadPlan
{
    /// <summary>Guilds; 1 to 500.</summary>
    public required int Guilds { get; init; }

    /// <summary>People in each guild; 1 to 200.</summary>
    public required int Users { get; init; }

    /// <summary>Events a second, over all guilds; 1 to 100,000.</summary>
    public required int Rate { get; init; }

    /// <summary>What events.</summary>
    public required LoadMix Mix { get; init; }

    /// <summary>For how long.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Whether all kinds of chaos happen meanwhile.</summary>
    public required bool Chaos { get; init; }

    /// <summary>What all random choices come from.</summary>
    public required int Seed { get; init; }

    /// <summary>The folder of the bot's and the sandbox's data.</summary>
    public required string Folder { get; init; }

    /// <summary>The bot's data folder.</summary>
    public string BotFolder => Path.Combine(Folder, "bot");

    /// <summary>The sandbox's folder.</summary>
    public string SandboxFolder => Path.Combine(Folder, "sandbox");

    /// <summary>What the bot has written on its output.</summary>
    public string BotLog => Path.Combine(Folder, "bot.log");
}
