using System.Threading.Channels;

namespace Bingobot.Framework;

/// <summary>
/// Facts on their way to the disk: handed to the stream in order, none waiting for the one before to be durable, and so many at
/// the most. One producer.
/// </summary>
internal sealed class IngestWindow
{
    /// <summary>How many facts are under way at the most: what a barrier of 10 ms takes at 50,000 a second.</summary>
    public const int Most = 512;

    private readonly Channel<ValueTask<long>> _begun = Channel.CreateBounded<ValueTask<long>>(
        new BoundedChannelOptions(Most) { SingleReader = true, SingleWriter = true });

    public IngestWindow() => Settled = SettleAsync();

    /// <summary>Completes when all are durable after <see cref="Complete"/>, or with the failure of the first that is not.</summary>
    public Task Settled { get; }

    /// <summary>Waits until there is room for one more.</summary>
    /// <exception cref="Exception">What made an earlier one fail.</exception>
    public async ValueTask ReserveAsync(CancellationToken cancellationToken)
    {
        if (!await _begun.Writer.WaitToWriteAsync(cancellationToken))
            throw new InvalidOperationException("Nothing is taken any more.");
    }

    /// <summary>One more is under way. There must be room; it must not be given up by anybody from now on.</summary>
    public void Add(ValueTask<long> begun) => _begun.Writer.TryWrite(begun);

    /// <summary>There will be no more.</summary>
    public void Complete() => _begun.Writer.TryComplete();

    private async Task SettleAsync()
    {
        try
        {
            await foreach (var begun in _begun.Reader.ReadAllAsync())
                await begun;
        }
        catch (Exception fault)
        {
            _begun.Writer.TryComplete(fault);
            throw;
        }
    }
}
