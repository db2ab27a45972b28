namespace Bingobot.EndToEnd.Kills;

/// <summary>Every message that anybody has ever seen in the channel, by id; a message that was seen must stay.</summary>
internal sealed class Channel
{
    private const int MostListed = 100;

    private readonly SortedDictionary<string, SandboxMessage> _messages = new(StringComparer.Ordinal);

    /// <summary>As they were when looked at last.</summary>
    public IEnumerable<SandboxMessage> Messages => _messages.Values;

    /// <summary>Looks at the channel with everybody's eyes.</summary>
    public async Task LookAsync(SandboxClient sandbox, params string[] viewers)
    {
        foreach (string viewer in viewers)
        {
            SandboxMessage[] seen = await sandbox.MessagesAsync(viewer: viewer, limit: MostListed);
            Assert.Equal(seen.Length, seen.DistinctBy(message => message.Id).Count());
            if (seen.Length < MostListed)
                AssertNoneVanished(seen, viewer);
            foreach (SandboxMessage message in seen)
                _messages[message.Id] = message;
        }
    }

    /// <summary>That nothing was said twice: one answer an interaction, one message a nonce.</summary>
    public void AssertNothingTwice()
    {
        AssertOnce(message => message.Interaction, "answers the interaction");
        AssertOnce(message => message.Nonce, "has the nonce");
    }

    private void AssertNoneVanished(SandboxMessage[] seen, string viewer)
    {
        HashSet<string> ids = [.. seen.Select(message => message.Id)];
        SandboxMessage? vanished = _messages.Values.FirstOrDefault(message => !message.IsPrivate && !ids.Contains(message.Id));
        Assert.True(vanished is null, $"{viewer} does not see the message {vanished?.Id} any more: {vanished?.Text}");
    }

    private void AssertOnce(Func<SandboxMessage, string> key, string what)
    {
        foreach (IGrouping<string, SandboxMessage> same in _messages.Values.Where(message => key(message).Length > 0).GroupBy(key))
        {
            Assert.True(
                same.Count() == 1,
                $"More than one message {what} {same.Key}: {string.Join(" and ", same.Select(message => message.Id + ' ' + message.Text))}");
        }
    }
}
