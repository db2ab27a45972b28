using Microsoft.CodeAnalysis;

namespace Bingobot.Analyzers.Apis;

/// <summary>The collections whose order is that of hash codes, or not said.</summary>
internal static class Unordered
{
    private const string Generic = "System.Collections.Generic.";
    private const string Immutable = "System.Collections.Immutable.";

    private static readonly HashSet<string> Types = new(StringComparer.Ordinal)
    {
        Generic + "Dictionary`2", Generic + "Dictionary`2+KeyCollection", Generic + "Dictionary`2+ValueCollection",
        Generic + "HashSet`1", Generic + "IDictionary`2", Generic + "IReadOnlyDictionary`2", Generic + "ISet`1",
        Generic + "IReadOnlySet`1", Generic + "PriorityQueue`2+UnorderedItemsCollection",
        Immutable + "ImmutableDictionary`2", Immutable + "ImmutableDictionary`2+Builder",
        Immutable + "ImmutableHashSet`1", Immutable + "ImmutableHashSet`1+Builder",
        Immutable + "IImmutableDictionary`2", Immutable + "IImmutableSet`1",
        "System.Collections.Concurrent.ConcurrentDictionary`2", "System.Collections.Concurrent.ConcurrentBag`1",
        "System.Collections.Frozen.FrozenDictionary`2", "System.Collections.Frozen.FrozenSet`1",
        "System.Collections.ObjectModel.ReadOnlyDictionary`2", "System.Collections.ObjectModel.ReadOnlySet`1",
        "System.Collections.Hashtable", "System.Collections.IDictionary",
        "System.Runtime.CompilerServices.ConditionalWeakTable`2",
    };

    private static readonly HashSet<string> Sorted = new(StringComparer.Ordinal)
    {
        Generic + "SortedDictionary`2", Generic + "SortedSet`1", Generic + "SortedList`2", Generic + "PriorityQueue`2",
        Immutable + "ImmutableSortedDictionary", Immutable + "ImmutableSortedDictionary`2",
        Immutable + "ImmutableSortedDictionary`2+Builder", Immutable + "ImmutableSortedSet",
        Immutable + "ImmutableSortedSet`1", Immutable + "ImmutableSortedSet`1+Builder",
        Immutable + "ImmutableDictionary", Immutable + "ImmutableHashSet", "System.Collections.Frozen.FrozenDictionary",
        "System.Collections.Frozen.FrozenSet",
    };

    private static readonly HashSet<string> Sequences = new(StringComparer.Ordinal)
    {
        Generic + "IEnumerable`1", Generic + "ICollection`1", Generic + "IReadOnlyCollection`1",
        "System.Collections.IEnumerable", "System.Collections.ICollection",
    };

    /// <summary>Whether the type's order is that of hash codes. Types that derive from a hash table are, too.</summary>
    public static bool Is(ITypeSymbol? type)
    {
        for (ITypeSymbol? at = type; at is INamedTypeSymbol; at = at.BaseType)
        {
            if (at.SpecialType != SpecialType.None)
                return false;
            if (Types.Contains(at.OriginalDefinition.FullName()))
                return true;
        }
        return false;
    }

    /// <summary>Whether the type is one of sequences, which may have been made of anything.</summary>
    public static bool IsSequence(ITypeSymbol type) => Sequences.Contains(type.OriginalDefinition.FullName());

    /// <summary>Whether a collection does not depend on the order in which it is filled.</summary>
    public static bool Takes(ITypeSymbol? type) =>
        type is INamedTypeSymbol && (Is(type) || Sorted.Contains(type.OriginalDefinition.FullName()));

    /// <summary>Whether a member of an unordered collection shows its order.</summary>
    public static bool Shows(string method) =>
        method is "GetEnumerator" or "CopyTo" or "ToArray" or "GetAlternateLookup" or "TryTake" or "TryPeek" or "AsSpan";
}
