using Bingobot.Discord.Rest;
using Bingobot.Events;

namespace Bingobot.Framework;

/// <summary>What a bot asks of Discord before it can be there.</summary>
internal static class StartRequests
{
    private static readonly TimeSpan LeastWait = TimeSpan.FromSeconds(2);

    /// <summary>Asks as often as it takes.</summary>
    /// <param name="ask">Asks; to do it twice is to do it once.</param>
    /// <param name="tell">Told of each failure before it is asked again.</param>
    /// <param name="clock">The clock of delays.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="DiscordRestException">Discord refuses for good.</exception>
    public static async Task<T> AskAsync<T>(Func<Task<T>> ask, Action<string> tell, TimeProvider clock, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                return await ask();
            }
            catch (DiscordRestException e) when (RestOutcomes.Of(e, idempotent: true) is EffectOutcome.Retry retry
                && e is not DiscordUnauthorizedException)
            {
                tell(e.Message);
                await Task.Delay(retry.After > LeastWait ? retry.After : LeastWait, clock, stop);
            }
        }
    }
}
