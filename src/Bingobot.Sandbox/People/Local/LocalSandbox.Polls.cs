namespace Bingobot.Sandbox;

/// <summary>How people vote.</summary>
internal sealed partial class LocalSandbox
{
    public Task VoteAsync(
        string message, string user, IReadOnlyList<int> answers, CancellationToken cancellationToken = default) => ChangeAsync(
        transaction =>
        {
            (Message found, User person) = Seen(transaction.World, message, user);
            if (found.Poll is null)
                throw new SandboxException(400, $"Message {message} is no poll.");
            RequireIn(transaction, transaction.World.Channels[found.ChannelId], person, Permissions.ViewChannel, "vote");
            PollWriting.Vote(transaction, found, person.Id, answers);
            return true;
        },
        cancellationToken);
}
