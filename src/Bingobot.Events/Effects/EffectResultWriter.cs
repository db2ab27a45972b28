using System.Text.Json;

namespace Bingobot.Events;

/// <summary>Turns an outcome into the event that records it.</summary>
internal static class EffectResultWriter
{
    public static PreparedEvent WriteStart(EventCatalog catalog, PendingEffect effect) => catalog.EffectStarted.Prepare(
        new EffectStarted(effect.Id, effect.Module, effect.Kind, effect.Key));

    public static PreparedEvent WriteRetry(EventCatalog catalog, PendingEffect effect) => catalog.EffectRetried.Prepare(
        new EffectRetried(effect.Id, effect.Module, effect.Kind, effect.Key));

    public static PreparedEvent WriteDiscard(EventCatalog catalog, PendingEffect effect, string reason) =>
        catalog.EffectDiscarded.Prepare(
            new EffectDiscarded(effect.Id, effect.Module, effect.Kind, effect.Key, ErrorText.Shorten(reason)));

    public static PreparedEvent Write(EventCatalog catalog, PendingEffect effect, EffectOutcome outcome) => outcome switch
    {
        EffectOutcome.Succeeded done => WriteSuccess(catalog, effect, done.Result),
        EffectOutcome.Failed failed => catalog.EffectFailed.Prepare(
            new EffectFailed(effect.Id, effect.Module, effect.Kind, effect.Key, ErrorText.Shorten(failed.Reason))),
        EffectOutcome.Unknown unknown => catalog.EffectUnknown.Prepare(
            new EffectUnknown(effect.Id, effect.Module, effect.Kind, effect.Key, ErrorText.Shorten(unknown.Reason))),
        _ => throw new InvalidOperationException($"{outcome.GetType().Name} is no final outcome."),
    };

    /// <summary>The effect was done: an answer that is no JSON, too long or too deep to keep does not undo that.</summary>
    private static PreparedEvent WriteSuccess(EventCatalog catalog, PendingEffect effect, ReadOnlyMemory<byte> result)
    {
        var done = new EffectSucceeded(effect.Id, effect.Module, effect.Kind, effect.Key, null);
        try
        {
            return catalog.EffectSucceeded.Prepare(done with { Result = Parse(result) });
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException)
        {
            return catalog.EffectSucceeded.Prepare(done);
        }
    }

    private static JsonElement? Parse(ReadOnlyMemory<byte> result)
    {
        if (result.IsEmpty)
            return null;
        using JsonDocument json = JsonDocument.Parse(result);
        return json.RootElement.Clone();
    }
}
