using Microsoft.Extensions.Time.Testing;

namespace Bingobot.Discord.Tests.Support;

/// <summary>Lets the time of a clock of the tests' own pass.</summary>
internal static class PassingTime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>A little at a time, until the task is done.</summary>
    public static async Task PassAsync(this FakeTimeProvider clock, Task until)
    {
        using var impatient = new CancellationTokenSource(Patience);
        while (!until.IsCompleted)
        {
            Assert.False(impatient.IsCancellationRequested, "nothing happened though time passed");
            clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(5, CancellationToken.None);
        }
        await until;
    }
}
