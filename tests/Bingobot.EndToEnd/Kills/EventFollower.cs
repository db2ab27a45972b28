using System.Diagnostics;

namespace Bingobot.EndToEnd.Kills;

/// <summary><c>bingobot events --follow --json</c>, beside a bot that is killed and started again and again.</summary>
internal sealed class EventFollower : IAsyncDisposable
{
    private readonly Process _process;
    private readonly List<RecordedEvent> _events = [];
    private readonly List<string> _errors = [];
    private readonly Lock _gate = new();

    /// <summary>Begins to follow a stream that exists.</summary>
    public EventFollower(string data)
    {
        _process = new Process
        {
            StartInfo = BuiltProgram.Start(["events", "--data", data, "--follow", "--json"], Path.GetTempPath()),
        };
        _process.OutputDataReceived += (_, line) => Add(line.Data);
        _process.ErrorDataReceived += (_, line) => AddError(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>What it has seen so far.</summary>
    public RecordedEvent[] Events
    {
        get
        {
            lock (_gate)
            {
                Assert.True(!_process.HasExited, $"Following ended: {string.Join('\n', _errors)}");
                return [.. _events];
            }
        }
    }

    /// <summary>Waits until what it has seen is so.</summary>
    public Task UntilAsync(Func<RecordedEvent[], bool> condition, string what, Func<string>? details = null) =>
        Wait.UntilAsync(() => Task.FromResult(condition(Events)), what, details: details);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Add(string? line)
    {
        if (line is null)
            return;
        var e = RecordedEvent.ParseLines(line);
        lock (_gate)
            _events.AddRange(e);
    }

    private void AddError(string? line)
    {
        if (line is null)
            return;
        lock (_gate)
            _errors.Add(line);
    }
}
