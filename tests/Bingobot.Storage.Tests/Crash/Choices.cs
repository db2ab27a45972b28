namespace Bingobot.Storage.Tests.Crash;

/// <summary>
/// Goes through all combinations of choices that a repeatable run asks for, one run after the other; by chance where there
/// are more than a limit.
/// </summary>
internal sealed class Choices(int mostRuns, int seed)
{
    private readonly List<(int Chosen, int Options)> _made = [];
    private readonly Random _random = new(seed);
    private int _next;
    private int _runs;
    private bool _byChance;

    /// <summary>One of 0 to <paramref name="options"/> − 1.</summary>
    public int Choose(int options)
    {
        if (_byChance)
            return _random.Next(options);
        if (_next == _made.Count)
            _made.Add((0, options));
        if (_made[_next].Options != options)
            throw new InvalidOperationException("A run that must repeat asked for other choices than before.");
        return _made[_next++].Chosen;
    }

    /// <summary>After a run: prepares the next one; false when there is none.</summary>
    public bool MoveNext()
    {
        _next = 0;
        if (++_runs == 1)
            _byChance = _made.Aggregate(1.0, (product, choice) => product * choice.Options) > mostRuns;
        if (_byChance)
            return _runs < mostRuns;
        while (_made.Count > 0)
        {
            (int chosen, int options) = _made[^1];
            _made.RemoveAt(_made.Count - 1);
            if (chosen + 1 < options)
            {
                _made.Add((chosen + 1, options));
                return true;
            }
        }

        return false;
    }
}
