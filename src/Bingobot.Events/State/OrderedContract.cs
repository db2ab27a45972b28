using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Bingobot.Events;

/// <summary>
/// Tells JSON contracts whose arrays would be written in hash order: equal values would be written as other bytes by each process,
/// and have other hashes. Objects do not matter, since their names are sorted before they are hashed.
/// </summary>
internal static class OrderedContract
{
    /// <summary>Sets but for sorted ones, and bags, whose order follows from threads.</summary>
    private static readonly Type[] Unordered =
    [
        typeof(HashSet<>), typeof(ISet<>), typeof(IReadOnlySet<>), typeof(FrozenSet<>), typeof(ImmutableHashSet<>), typeof(IImmutableSet<>),
        typeof(ConcurrentBag<>),
    ];

    /// <summary>Refuses a contract with a collection that has no order of its own.</summary>
    /// <param name="contract">The contract; what a converter of its own writes is not looked into.</param>
    /// <param name="what">Whose contract it is, for people.</param>
    /// <returns>The contract.</returns>
    /// <exception cref="ArgumentException">It has such a collection.</exception>
    public static TContract Require<TContract>(TContract contract, string what)
        where TContract : JsonTypeInfo
    {
        if (Find(contract, contract.Type.Name, []) is var (path, type))
        {
            throw new ArgumentException(
                $"{what} has {type.Name} at {path}, which is written in hash order, another in each process, so that equal values have "
                + $"other bytes. Use {nameof(ImmutableSortedSet)} or {nameof(ImmutableArray)} there.");
        }

        return contract;
    }

    private static (string Path, Type Type)? Find(JsonTypeInfo contract, string path, HashSet<Type> seen)
    {
        if (!seen.Add(contract.Type))
            return null;
        switch (contract.Kind)
        {
            case JsonTypeInfoKind.Enumerable when HasHashOrder(contract.Type):
                return (path, contract.Type);
            case JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary:
                return Find(contract.Options, contract.ElementType, $"{path}[]", seen);
            case JsonTypeInfoKind.Object:
                return contract.Properties
                    .Where(property => property.CustomConverter is null)
                    .Select(property => Find(contract.Options, property.PropertyType, $"{path}.{property.Name}", seen))
                    .Concat((contract.PolymorphismOptions?.DerivedTypes ?? [])
                        .Select(derived => Find(contract.Options, derived.DerivedType, derived.DerivedType.Name, seen)))
                    .FirstOrDefault(found => found is not null);
            default:
                return null;
        }
    }

    private static (string, Type)? Find(JsonSerializerOptions options, Type? type, string path, HashSet<Type> seen) =>
        type is not null && options.TryGetTypeInfo(type, out JsonTypeInfo? contract) ? Find(contract, path, seen) : null;

    private static bool HasHashOrder(Type type) =>
        Ancestors(type).Any(ancestor => ancestor.IsGenericType && Unordered.Contains(ancestor.GetGenericTypeDefinition()));

    private static IEnumerable<Type> Ancestors(Type? type)
    {
        for (; type is not null; type = type.BaseType)
            yield return type;
    }
}
