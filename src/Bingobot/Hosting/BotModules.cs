using Bingobot.Configuration;
using Bingobot.Events;
using Bingobot.Framework;
using Bingobot.Modules;

namespace Bingobot.Hosting;

/// <summary>The bot's features as the configuration has them.</summary>
internal static class BotModules
{
    public static IReadOnlyList<IBotModule> Create(BotConfiguration configuration) => ShippedModules.Create(new ModulesOptions
    {
        Activity = new ActivityOptions { VoiceMinutes = configuration.VoiceMinutes },
        Votes = new VotesOptions { Duration = configuration.VoteDuration, Quorum = configuration.VoteQuorum },
    });

    /// <summary>Fresh modules of the stream.</summary>
    public static IReadOnlyList<IModule> OfStream(BotConfiguration configuration) => Bot.ModulesOf(Create(configuration));
}
