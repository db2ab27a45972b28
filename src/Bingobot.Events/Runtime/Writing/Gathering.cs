namespace Bingobot.Events;

/// <summary>
/// Tells whether a batch that could be committed waits for more. Those whose events were just made durable often publish again at once: a
/// batch that does not wait for them is small, and they wait for the barrier of the few. So it waits until all are there that may come, yet
/// no longer than the commit before took: nothing takes more than twice as long as it would without.
/// </summary>
/// <param name="time">The clock that tells how long a commit takes.</param>
/// <remarks>For the one whose turn it is to write, and for the one who commits before it says that it has.</remarks>
internal sealed class Gathering(TimeProvider time)
{
    private int _acknowledged;
    private int _came;
    private bool _isFirstLook;
    private long _latest;

    /// <summary>Whether a batch has waited long enough for more.</summary>
    public bool IsLate => time.GetTimestamp() >= _latest;

    /// <summary>A batch is durable.</summary>
    /// <param name="began">When its commit began, by <see cref="TimeProvider.GetTimestamp"/>.</param>
    /// <param name="acknowledged">How many waited for it.</param>
    public void Begin(long began, int acknowledged)
    {
        long now = time.GetTimestamp();
        _latest = now + (now - began);
        _acknowledged = acknowledged;
        _isFirstLook = true;
    }

    /// <summary>Whether the next batch is to be committed with those who wait for it so far.</summary>
    /// <param name="waiting">How many these are.</param>
    /// <param name="mayCome">Whether somebody is still to be told of the batch before, and may publish again then.</param>
    public bool IsEnough(int waiting, bool mayCome)
    {
        if (_isFirstLook)
            (_came, _isFirstLook) = (waiting, false);

        // More came while the batch before was committed than that one kept waiting: they do not take turns with those.
        return !mayCome || _came > _acknowledged || waiting >= _acknowledged + _came || IsLate;
    }
}
