namespace Bingobot.Storage.Engine;

/// <summary>The faults found, bounded.</summary>
internal sealed class FaultList
{
    private const int Most = 10_000;
    private readonly HashSet<VerifyFault> _faults = [];
    private long _leftOut;

    public void Add(long offset, long? document, string expected, string meaning)
    {
        if (_faults.Count < Most)
            _faults.Add(new VerifyFault(offset, document, expected) { Meaning = meaning });
        else
            _leftOut++;
    }

    public IReadOnlyList<VerifyFault> Ordered()
    {
        List<VerifyFault> ordered = [.. _faults.OrderBy(fault => fault.Offset)];
        if (_leftOut > 0)
        {
            ordered.Add(new VerifyFault(ordered[^1].Offset, null, $"no more faults, found {_leftOut} more")
            {
                Meaning = "There are too many to list; the store is damaged in many places.",
            });
        }

        return ordered;
    }
}
