namespace Bingobot.Storage.Stores;

/// <summary>
/// Decides when a file gets space written ahead of its end, and how much. Overwriting space that was written before changes no
/// metadata, so its barriers are faster than those of a file that grows. Pure arithmetic, not synchronized.
/// </summary>
internal sealed class SpaceAhead
{
    /// <summary>Barriers at which the file had grown a little, with none between at which it had grown by much.</summary>
    internal const int BarriersToBegin = 8;

    internal const long LeastStep = 256 * 1024;
    internal const long MostStep = 4 * 1024 * 1024;

    /// <summary>A file that grows by more between two barriers gains nothing by being written twice.</summary>
    internal const long MostGrowth = 256 * 1024;

    private const int BarriersAStep = 16;
    private const long PageBytes = 4 * 1024;

    private int _smallGrowths;
    private bool _isRefused;
    private long _grown;

    /// <summary>True when the file has grown by much since the last barrier.</summary>
    public bool IsBulk => _grown > MostGrowth;

    /// <summary>The file grew by a write.</summary>
    public void Grew(long bytes) => _grown += bytes;

    /// <summary>A barrier is about to make the growth durable.</summary>
    /// <returns>Bytes of zeros to write after the file's end before it; 0 for none.</returns>
    public long AtBarrier()
    {
        long grown = _grown;
        _grown = 0;
        if (grown == 0)
            return 0;
        if (grown > MostGrowth)
        {
            _smallGrowths = 0;
            return 0;
        }

        if (++_smallGrowths < BarriersToBegin || _isRefused)
            return 0;
        long step = Math.Clamp(grown * BarriersAStep, LeastStep, MostStep);
        return (step + PageBytes - 1) / PageBytes * PageBytes;
    }

    /// <summary>There was no room for it: no more of it.</summary>
    public void Refused() => _isRefused = true;
}
