using Bingobot.Discord.Payloads;
using Bingobot.Discord.Rest;
using Microsoft.Extensions.Logging;

namespace Bingobot.Framework;

/// <summary>
/// Sees to it that Discord has the bot's commands as the modules declare them. What is registered is read first, and overwritten
/// only where it differs, also where somebody else has changed it.
/// </summary>
/// <param name="rest">Discord.</param>
/// <param name="clock">The clock of delays.</param>
/// <param name="logger">Where it is told what was done.</param>
internal sealed partial class CommandRegistration(DiscordRest rest, TimeProvider clock, ILogger logger)
{
    /// <summary>Registers the commands, as often as it takes.</summary>
    /// <returns>The bot's user, and how many commands it has.</returns>
    /// <exception cref="DiscordRestException">Discord refuses for good.</exception>
    public Task<(User User, int Commands)> RegisterAsync(IReadOnlyList<ApplicationCommand> commands, CancellationToken stop) =>
        StartRequests.AskAsync(
            async () =>
            {
                var user = await rest.GetCurrentUserAsync(stop);
                var application = await rest.GetCurrentApplicationAsync(stop);
                await RegisterAsync(user.Username, application.Id, commands, stop);
                return (user, commands.Count);
            },
            LogNotStarted,
            clock,
            stop);

    private async Task RegisterAsync(
        string user, Snowflake application, IReadOnlyList<ApplicationCommand> commands, CancellationToken stop)
    {
        var registered = await rest.GetGlobalCommandsAsync(application, withLocalizations: true, stop);
        if (CommandComparison.IsSame(commands, registered))
        {
            LogUnchanged(user, commands.Count);
            return;
        }
        await rest.BulkOverwriteGlobalCommandsAsync(application, CommandComparison.ToRegister(commands, registered), stop);
        LogRegistered(user, commands.Count);
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "{User} is on Discord, with {Commands} commands, which were registered anew.")]
    private partial void LogRegistered(string user, int commands);

    [LoggerMessage(EventId = 6, Level = LogLevel.Information, Message = "{User} is on Discord, with {Commands} commands, as they were registered.")]
    private partial void LogUnchanged(string user, int commands);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "Discord cannot be reached; trying again: {Problem}")]
    private partial void LogNotStarted(string problem);
}
