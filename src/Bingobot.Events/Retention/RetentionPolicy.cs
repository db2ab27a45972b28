using System.Collections.Frozen;

namespace Bingobot.Events;

/// <summary>
/// Which rule holds for which event type: what is configured for it, else what it declares, else what is configured for all.
/// Immutable and thread-safe.
/// </summary>
public sealed class RetentionPolicy
{
    private readonly FrozenDictionary<string, Retention> _rules;

    /// <exception cref="ArgumentException">A type is kept until one that no module declares.</exception>
    internal RetentionPolicy(EventCatalog catalog, RetentionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options.Default);
        if (options.Default is not (AgeRetention or ForeverRetention))
            throw new ArgumentException($"Events that declare nothing are kept for some time or for ever, not {options.Default}.");
        var rules = new Dictionary<string, Retention>(StringComparer.Ordinal);
        foreach (EventRegistration type in catalog.Types)
        {
            Retention rule = (type.OfRuntime ? null : Configured(type, options)) ?? type.Declaration.Retention ?? options.Default;
            rules[type.Name] = Resolve(type, rule, catalog);
        }

        Rules = _rules = rules.ToFrozenDictionary(StringComparer.Ordinal);
        NamesRead = catalog.Names.ToFrozenDictionary(name => name.Key, name => name.Value.Name, StringComparer.Ordinal);
        UnknownTypes = [.. options.ByType.Keys.Where(name => catalog.Find(name) is null).Order(StringComparer.Ordinal)];
        FixedTypes = [.. options.ByType.Keys.Where(name => catalog.Find(name) is { OfRuntime: true }).Order(StringComparer.Ordinal)];
    }

    /// <summary>Every declared type with its rule.</summary>
    public IReadOnlyDictionary<string, Retention> Rules { get; }

    /// <summary>Names that are configured, and that no module declares: nothing follows from them.</summary>
    public IReadOnlyList<string> UnknownTypes { get; }

    /// <summary>Types of the runtime that are configured: their rule stays what it is, since the runtime depends on it.</summary>
    public IReadOnlyList<string> FixedTypes { get; }

    /// <summary>Names under which events may be recorded, also former ones → the type's present name.</summary>
    internal FrozenDictionary<string, string> NamesRead { get; }

    /// <summary>The policy for these modules.</summary>
    /// <param name="modules">Fresh instances: they serve this call alone.</param>
    /// <param name="options">What is configured.</param>
    /// <exception cref="ArgumentException">The modules contradict each other, or a type is kept until one that none declares.</exception>
    public static RetentionPolicy Of(IReadOnlyList<IModule> modules, RetentionOptions options)
    {
        ArgumentNullException.ThrowIfNull(modules);
        ArgumentNullException.ThrowIfNull(options);
        return new RetentionPolicy(new EventCatalog(modules), options);
    }

    /// <summary>
    /// The rule for events that are recorded under a name, also a former one. What no module declares is kept: nobody can tell
    /// whether it is still needed.
    /// </summary>
    public Retention RuleOf(string type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return NamesRead.TryGetValue(type, out string? name) ? _rules[name] : Retention.Forever;
    }

    private static Retention? Configured(EventRegistration type, RetentionOptions options)
    {
        if (options.ByType.TryGetValue(type.Name, out Retention? rule))
            return rule;
        foreach (string former in type.Declaration.FormerNames)
        {
            if (options.ByType.TryGetValue(former, out rule))
                return rule;
        }

        return null;
    }

    private static Retention Resolve(EventRegistration type, Retention rule, EventCatalog catalog)
    {
        if (rule is WithCauseRetention && !type.OfRuntime)
            throw new ArgumentException($"The event {type.Name} follows from no timer or effect; keep it for some time, until an event, or for ever.");
        if (rule is not UntilRetention until)
            return rule;
        if (until.End.Length == 0)
            return new UntilRetention(type.Name, until.By, until.After);
        return catalog.Find(until.End) is { } end
            ? new UntilRetention(end.Name, until.By, until.After)
            : throw new ArgumentException(
                $"The event {type.Name} is kept until {until.End}, which no module declares. Register the module that declares it, "
                + "or keep the event for some time.");
    }
}
