using System.Runtime.InteropServices;

namespace Bingobot.Hosting;

/// <summary>Turns the first SIGINT or SIGTERM into a cancellation; the second ends the process as it would by itself.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _registrations;

    /// <param name="isSupervised">
    /// A supervisor passes every signal on as SIGTERM; SIGINT, which a terminal sends to both, is then taken no notice of.
    /// </param>
    public StopSignals(bool isSupervised = false) => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, isSupervised ? static context => context.Cancel = true : Handle),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle),
    ];

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _stop.Token;

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
            registration.Dispose();
        _stop.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        if (_stop.IsCancellationRequested)
            return;
        context.Cancel = true;
        _stop.Cancel();
    }
}
