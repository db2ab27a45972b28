using System.Collections.Concurrent;

namespace Bingobot.Sandbox.Chat.Model;

/// <summary>In which channels the bot is typing; thread-safe.</summary>
internal sealed class TypingBot
{
    private static readonly TimeSpan ShownFor = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<string, long> _since = new(StringComparer.Ordinal);

    /// <summary>The bot began to type.</summary>
    /// <param name="channel">The channel's id.</param>
    /// <param name="timestamp">When, as <see cref="TimeProvider.GetTimestamp"/> gives it.</param>
    public void Started(string channel, long timestamp) => _since[channel] = timestamp;

    /// <summary>A message of the bot ends its typing.</summary>
    public void Answered(ChatView before, ChatView after)
    {
        if (after.Channel is { } channel && after.Messages is [.., { Author.IsBot: true } last]
            && before.Messages.All(message => message.Id != last.Id))
        {
            _since.TryRemove(channel.Id, out _);
        }
    }

    /// <summary>Whether it types in the channel that is shown.</summary>
    public bool IsTyping(ChatView view, TimeProvider time) =>
        view.Channel is { } channel
        && _since.TryGetValue(channel.Id, out var since)
        && time.GetElapsedTime(since) < ShownFor;

    /// <summary>Forgets what has lasted too long.</summary>
    /// <returns>Whether there was any.</returns>
    public bool HasEnded(TimeProvider time)
    {
        var hasEnded = false;
        foreach (var typing in _since)
            hasEnded |= time.GetElapsedTime(typing.Value) >= ShownFor && _since.TryRemove(typing);
        return hasEnded;
    }
}
