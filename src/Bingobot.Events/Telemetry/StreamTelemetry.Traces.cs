using System.Diagnostics;

namespace Bingobot.Events;

/// <content>
/// Traces: <c>publish TYPE</c>, of the publisher's trace; <c>commit</c>, linked to what was published into the batch;
/// <c>effect KIND</c>, linked to the commit that it was derived in. Attributes are names, numbers and hashes: no text of people's,
/// no data, no reason.
/// </content>
internal sealed partial class StreamTelemetry
{
    /// <summary>Measures and traces a publishing, from queuing it until it is durable.</summary>
    public async ValueTask<long> WatchPublishAsync(
        WorkItem item, Func<WorkItem, CancellationToken, ValueTask<long>> publish, CancellationToken cancellationToken)
    {
        string type = item.Event.Type.Name;
        using Activity? span = Source.HasListeners() ? Source.StartActivity($"publish {type}", ActivityKind.Producer) : null;
        span?.SetTag(TypeTag, type);
        item.Trace = span;
        long began = TimeProvider.System.GetTimestamp();
        try
        {
            long sequence = await publish(item, cancellationToken).ConfigureAwait(false);
            span?.SetTag("bingobot.event.sequence", sequence);
            PublishDuration.Record(SecondsSince(began), new KeyValuePair<string, object?>(TypeTag, type));
            return sequence;
        }
        catch (Exception fault)
        {
            string error = fault.GetType().Name;
            span?.SetStatus(ActivityStatusCode.Error, error);
            span?.SetTag(ErrorTag, error);
            PublishDuration.Record(SecondsSince(began), new(TypeTag, type), new(ErrorTag, error));
            throw;
        }
    }

    /// <summary>Begins the trace of a commit, on its own: many publishings share it.</summary>
    public static Activity? TraceBatch(Batch batch)
    {
        if (!Source.HasListeners() || batch.Events.Count == 0)
            return null;
        Activity.Current = null;
        Activity? span = Source.StartActivity("commit", ActivityKind.Internal, default(ActivityContext), tags: null, batch.Links);
        span?.SetTag("bingobot.batch.size", batch.Events.Count);
        span?.SetTag("bingobot.event.sequence", batch.Events[0].Sequence);
        batch.Trace = span?.Context;
        return span;
    }

    /// <summary>Begins the trace of one turn of an effect.</summary>
    public static Activity? TraceEffect(EffectWork work)
    {
        if (!Source.HasListeners())
            return null;
        Activity.Current = null;
        ActivityLink[]? links = work.Trace is { } commit ? [new ActivityLink(commit)] : null;
        PendingEffect effect = work.Effect;
        Activity? span = Source.StartActivity(
            $"effect {effect.Kind}", ActivityKind.Client, default(ActivityContext), tags: null, links);
        span?.SetTag(KindTag, effect.Kind);
        span?.SetTag("bingobot.effect.id", effect.Id);
        span?.SetTag("bingobot.effect.attempt", work.Tries + 1);
        span?.SetTag("bingobot.event.sequence", effect.Sequence);
        span?.SetTag("bingobot.module", effect.Module);
        return span;
    }
}
