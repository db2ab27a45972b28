namespace Bingobot.Discord.Rest.Limits;

/// <summary>
/// Webhooks that Discord does not know any more, in memory; who goes on asking for them is restricted. The oldest are forgotten
/// first. Thread-safe. See
/// <see href="https://docs.discord.com/developers/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans"/>.
/// </summary>
internal sealed class GoneWebhooks
{
    /// <summary>Discord's number for a webhook that is not.</summary>
    public const int UnknownWebhook = 10015;

    /// <summary>How many are remembered.</summary>
    public const int Most = 4096;

    private readonly Lock _gate = new();
    private readonly HashSet<string> _gone = new(StringComparer.Ordinal);
    private readonly Queue<string> _oldest = new();

    public bool Contains(string webhook)
    {
        lock (_gate)
            return _gone.Contains(webhook);
    }

    public void Add(string webhook)
    {
        lock (_gate)
        {
            if (!_gone.Add(webhook))
                return;
            _oldest.Enqueue(webhook);
            if (_oldest.Count > Most)
                _gone.Remove(_oldest.Dequeue());
        }
    }
}
