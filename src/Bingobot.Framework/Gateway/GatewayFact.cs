using Bingobot.Events;

namespace Bingobot.Framework;

/// <summary>Something of the gateway that is to be recorded.</summary>
/// <param name="partition">The guild, or 0.</param>
internal abstract class GatewayFact(ulong partition)
{
    public ulong Partition { get; } = partition;

    public abstract ValueTask<long> IngestAsync(IEventIngest ingest, Cursor cursor, CancellationToken cancellationToken);

    public static GatewayFact Of<TEvent>(ulong partition, TEvent value)
        where TEvent : class => new Typed<TEvent>(partition, value);

    public sealed class Typed<TEvent>(ulong partition, TEvent value) : GatewayFact(partition)
        where TEvent : class
    {
        public TEvent Value { get; } = value;

        public override ValueTask<long> IngestAsync(IEventIngest ingest, Cursor cursor, CancellationToken cancellationToken) =>
            ingest.IngestAsync(Partition, Value, cursor, cancellationToken);
    }
}
