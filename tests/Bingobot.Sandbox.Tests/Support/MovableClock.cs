using Microsoft.Extensions.Time.Testing;

namespace Bingobot.Sandbox.Tests.Support;

/// <summary>A world's clock that stands still until it is put forward.</summary>
internal sealed class MovableClock : ISandboxClock
{
    public FakeTimeProvider Time { get; } = new(DateTimeOffset.UtcNow);

    public Task AdvanceAsync(TimeSpan by, CancellationToken cancellationToken = default)
    {
        Time.Advance(by);
        return Task.CompletedTask;
    }
}
