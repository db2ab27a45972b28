using System.Text;

namespace Bingobot.Faults.Events;

/// <summary>Writes lines to the standard output, each by one system call. Thread-safe.</summary>
internal sealed class Mouth : IDisposable
{
    private readonly Stream _output = Console.OpenStandardOutput();
    private readonly Lock _gate = new();

    public void Say(string line)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(line + "\n");
        lock (_gate)
            _output.Write(bytes);
    }

    public void Dispose() => _output.Dispose();
}
