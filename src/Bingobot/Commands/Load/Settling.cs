using Bingobot.Commands.Load.Bot;
using Bingobot.Commands.Load.Traffic;
using Bingobot.Sandbox;

namespace Bingobot.Commands.Load;

/// <summary>Waits until the bot has come so far. What it is not in the time that it has shows in the comparison.</summary>
internal sealed class Settling(LoadSandbox sandbox, LoadBot bot, TimeProvider clock)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    /// <summary>A bot whose session was lost several times waits for minutes before it identifies again.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(6);

    /// <summary>After it an interaction that was not acknowledged is not any more.</summary>
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan EditWithin = TimeSpan.FromSeconds(30);

    private readonly HashSet<ulong> _marks = [];

    /// <summary>The interactions by which it found out.</summary>
    public IReadOnlySet<ulong> Marks => _marks;

    /// <summary>Until the bot is connected and answers.</summary>
    /// <exception cref="FatalException">It is not in time.</exception>
    public async Task WaitUntilReadyAsync(CrowdGuild guild)
    {
        bool isReady = await UntilAsync(
            () => sandbox.Sandbox.BotConnected && sandbox.Sandbox.GetCommands($"{guild.Id}").Count > 0, Patience);
        if (!isReady || !await AnswersAsync(guild))
            throw bot.Failed("The bot is not ready.");
    }

    /// <summary>Until the bot has heard all that was sent before, and answered all that it was asked.</summary>
    /// <exception cref="FatalException">The bot ended.</exception>
    public async Task WaitUntilAllIsDoneAsync(CrowdGuild guild)
    {
        if (!await AnswersAsync(guild) && bot.Ended.IsCompleted)
            throw bot.Failed(await bot.Ended);
        await Task.Delay(AnswerWithin, clock);
        await UntilAsync(() => sandbox.Crowd.CountDeferred() == 0, EditWithin);
    }

    /// <summary>Whether the bot answers: dispatches keep their order, so it has then recorded all that was sent before.</summary>
    private async Task<bool> AnswersAsync(CrowdGuild guild)
    {
        long start = clock.GetTimestamp();
        do
        {
            ulong mark = await CrowdTraffic.MarkAsync(sandbox.Crowd, guild, CancellationToken.None);
            _marks.Add(mark);
            if (await UntilAsync(() => sandbox.Crowd.AnswerTo(mark) == CrowdAnswer.Given, AnswerWithin))
                return true;
        }
        while (clock.GetElapsedTime(start) < Patience && !bot.Ended.IsCompleted);

        return false;
    }

    private async Task<bool> UntilAsync(Func<bool> isSo, TimeSpan within)
    {
        long start = clock.GetTimestamp();
        while (!isSo())
        {
            if (clock.GetElapsedTime(start) > within || bot.Ended.IsCompleted)
                return false;
            await Task.Delay(Poll, clock);
        }

        return true;
    }
}
