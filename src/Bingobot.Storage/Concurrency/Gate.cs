using System.Runtime.CompilerServices;

namespace Bingobot.Storage.Concurrency;

/// <summary>
/// Mutual exclusion around memory operations of some nanoseconds: taking and leaving it are one atomic instruction each, where
/// <see cref="Lock"/> takes twice the time (bench/README.md has the figures). Not reentrant. Who finds it held spins for a moment,
/// then sleeps: a read of the store may happen inside. The three states are those of U. Drepper's futex mutex
/// (https://www.akkadia.org/drepper/futex.pdf, section 5), with a monitor in place of the futex.
/// </summary>
internal sealed class Gate
{
    private const int Free = 0;
    private const int Held = 1;
    private const int HeldAndAwaited = 2;
    private const int SpinIterations = 4;

    private static readonly int Spins = Environment.ProcessorCount > 1 ? 200 : 1;

    private readonly object _sleepers = new();
    private int _state;

    /// <summary>Whether any thread is inside.</summary>
    public bool IsHeld => Volatile.Read(ref _state) != Free;

    /// <summary>Whether a thread sleeps until it can enter.</summary>
    public bool IsAwaited => Volatile.Read(ref _state) == HeldAndAwaited;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Enter()
    {
        if (Interlocked.CompareExchange(ref _state, Held, Free) != Free)
            EnterSlowly();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Exit()
    {
        if (Interlocked.Exchange(ref _state, Free) == HeldAndAwaited)
            WakeOne();
    }

    /// <summary>For <c>using</c>: enters now, exits when disposed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Scope EnterScope()
    {
        Enter();
        return new Scope(this);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void EnterSlowly()
    {
        for (int i = 0; i < Spins; i++)
        {
            Thread.SpinWait(SpinIterations);
            if (Volatile.Read(ref _state) == Free && Interlocked.CompareExchange(ref _state, Held, Free) == Free)
                return;
        }

        lock (_sleepers)
        {
            while (Interlocked.Exchange(ref _state, HeldAndAwaited) != Free)
                Monitor.Wait(_sleepers);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WakeOne()
    {
        lock (_sleepers)
            Monitor.Pulse(_sleepers);
    }

    public readonly ref struct Scope(Gate gate)
    {
        public void Dispose() => gate.Exit();
    }
}
