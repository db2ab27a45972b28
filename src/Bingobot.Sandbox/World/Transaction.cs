namespace Bingobot.Sandbox;

/// <summary>
/// What one request changes: it sees the newest world and everything it has itself done, and either all of it happens or,
/// where it throws, nothing. Runs on the writer, one at a time; it neither waits nor looks at a clock.
/// </summary>
internal sealed class Transaction(World world, long worldTime, long realTime, Func<int, string> newSecret)
{
    private readonly List<Op> _ops = [];
    private ulong _lastId = world.LastId;

    public World World { get; private set; } = world;

    public IReadOnlyList<Op> Ops => _ops;

    /// <summary>Milliseconds since 1970 by the world's clock; never before that of the last op.</summary>
    public long At { get; } = Math.Max(worldTime, world.LastAt);

    /// <summary>Milliseconds since 1970 by the protocol's clock.</summary>
    public long RealAt { get; } = realTime;

    public ulong NewId() => _lastId = Math.Max(Snowflake.At(At), _lastId + 1);

    public string NewSecret(int length) => newSecret(length);

    public void Do(Op op)
    {
        World = Transitions.Apply(World, op);
        _ops.Add(op);
    }
}
