using Bingobot.Discord.Payloads;
using Bingobot.Discord.Rest;

namespace Bingobot.Discord.Gateway.Sharding;

/// <summary>Where the gateway is, asked once for shards that start together. Thread-safe.</summary>
internal sealed class GatewayDirectory(DiscordRest rest, TimeProvider time)
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private Task<GatewayBotInfo>? _asked;
    private long _askedAt;

    /// <summary>What Discord said within the last 30 seconds, or says now.</summary>
    /// <exception cref="DiscordRestException">It could not be asked.</exception>
    public Task<GatewayBotInfo> GetAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_asked is not { } asked || asked.IsFaulted || asked.IsCanceled || time.GetElapsedTime(_askedAt) >= GoodFor)
            {
                // Others may wait for it too, so that none of them may cancel it.
                _asked = rest.GetGatewayBotAsync(CancellationToken.None);
                _askedAt = time.GetTimestamp();
            }
            return _asked.WaitAsync(cancellationToken);
        }
    }

    /// <summary>What is known is of no use: ask anew.</summary>
    public void Forget()
    {
        lock (_gate)
            _asked = null;
    }
}
