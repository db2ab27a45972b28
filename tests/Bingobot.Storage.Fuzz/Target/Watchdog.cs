using System.Diagnostics;

namespace Bingobot.Storage.Fuzz.Target;

/// <summary>Ends the process when one input takes too long, which no count of reads can notice.</summary>
public sealed class Watchdog : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);
    private readonly Action<byte[]> _bark;
    private readonly Timer _timer;
    private byte[]? _input;
    private long _since;

    /// <param name="bark">Told of the input that takes too long; should not return.</param>
    public Watchdog(Action<byte[]> bark)
    {
        _bark = bark;
        _timer = new Timer(_ => Look(), null, Longest / 4, Longest / 4);
    }

    public void Begin(byte[] input)
    {
        Volatile.Write(ref _since, Stopwatch.GetTimestamp());
        Volatile.Write(ref _input, input);
    }

    public void End() => Volatile.Write(ref _input, null);

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        if (Volatile.Read(ref _input) is { } input && Stopwatch.GetElapsedTime(Volatile.Read(ref _since)) > Longest)
            _bark(input);
    }
}
