using Bingobot.Discord.Payloads;

namespace Bingobot.Discord.Gateway.Sending;

/// <summary>A line of commands for each guild, as long as there is something to wait for in it. Used under the gate.</summary>
/// <param name="limit">Makes the limit of one line.</param>
internal sealed class GuildLines(Func<SendWindow> limit)
{
    private readonly Dictionary<Snowflake, CommandLine> _lines = [];

    /// <summary>The line of a guild; it is forgotten once it is idle, so whoever means to wait in it does so under the same gate.</summary>
    public CommandLine Of(Snowflake guild, TimeSpan now)
    {
        foreach (var (other, idle) in _lines)
        {
            if (idle.IsIdle(now))
                _lines.Remove(other);
        }
        if (!_lines.TryGetValue(guild, out var line))
            _lines.Add(guild, line = new CommandLine(limit()));
        return line;
    }
}
