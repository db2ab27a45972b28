namespace Bingobot.Events;

/// <summary>What is configured about how long events are kept.</summary>
public sealed class RetentionOptions
{
    /// <summary>What holds for event types that declare nothing: by default, 10 days.</summary>
    public Retention Default { get; init; } = Retention.Days(10);

    /// <summary>What holds for a type by its name, whatever it declares. Default: nothing.</summary>
    public IReadOnlyDictionary<string, Retention> ByType { get; init; } = new Dictionary<string, Retention>();
}
