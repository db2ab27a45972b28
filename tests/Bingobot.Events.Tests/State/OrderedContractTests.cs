using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Bingobot.TestKit.Events;

namespace Bingobot.Events.Tests.State;

public sealed class OrderedContractTests
{
    public static TheoryData<JsonTypeInfo, string> Unordered => new()
    {
        { SetsJson.Default.OfHashSet, "OfHashSet.names" },
        { SetsJson.Default.OfImmutableHashSet, "OfImmutableHashSet.names" },
        { SetsJson.Default.OfInterface, "OfInterface.names" },
        { SetsJson.Default.OfBag, "OfBag.names" },
        { SetsJson.Default.OfNested, "OfNested.byName[].inner[].names" },
        { SetsJson.Default.OfDerived, "Derived.names" },
    };

    [Theory]
    [MemberData(nameof(Unordered), DisableDiscoveryEnumeration = true)]
    public void SetWithoutOrder_IsRefused_WithItsPath(JsonTypeInfo contract, string path)
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(() => OrderedContract.Require(contract, "The state of x"));
        Assert.Contains($" at {path},", refused.Message, StringComparison.Ordinal);
        Assert.Contains("ImmutableSortedSet", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatHasAnOrder_OrWhoseNamesAreSorted_IsTaken() => OrderedContract.Require(SetsJson.Default.OfOrdered, "The state of x");

    [Fact]
    public async Task Module_WhoseStateHasAHashSet_IsRefusedAtRegistration()
    {
        ArgumentException refused = await Assert.ThrowsAsync<ArgumentException>(() => EventStream.OpenAsync(
            new EventStreamOptions { Log = new MemoryEventLog(), Modules = [new Crowd()] }));
        Assert.StartsWith("The state of the module crowd has", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Effect_WithAHashSet_IsRefused() => Assert.StartsWith(
        "The effect greet has",
        Assert.Throws<ArgumentException>(() => new EffectType<OfHashSet>("greet", SetsJson.Default.OfHashSet)).Message,
        StringComparison.Ordinal);

    private sealed class Crowd : Module<OfImmutableHashSet>
    {
        public override string Name => "crowd";

        public override OfImmutableHashSet Empty { get; } = new([]);

        public override JsonTypeInfo<OfImmutableHashSet> StateJson => SetsJson.Default.OfImmutableHashSet;

        public override void Configure(IModuleBuilder<OfImmutableHashSet> module)
        {
        }
    }
}

internal sealed record OfHashSet(HashSet<string> Names);

internal sealed record OfImmutableHashSet(ImmutableHashSet<string> Names);

internal sealed record OfInterface(IReadOnlySet<string> Names);

internal sealed record OfBag(ConcurrentBag<string> Names);

internal sealed record OfNested(ImmutableSortedDictionary<string, Outer> ByName);

internal sealed record Outer(ImmutableArray<OfHashSet> Inner, OfNested? More);

[JsonDerivedType(typeof(Derived), "derived")]
internal abstract record OfDerived;

internal sealed record Derived(HashSet<int> Names) : OfDerived;

internal sealed record OfOrdered(
    ImmutableSortedSet<string> Names, SortedSet<int> Numbers, ImmutableArray<string> Array, ImmutableDictionary<string, int> Map, List<OfOrdered> More);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(OfHashSet))]
[JsonSerializable(typeof(OfImmutableHashSet))]
[JsonSerializable(typeof(OfInterface))]
[JsonSerializable(typeof(OfBag))]
[JsonSerializable(typeof(OfNested))]
[JsonSerializable(typeof(OfDerived))]
[JsonSerializable(typeof(OfOrdered))]
internal sealed partial class SetsJson : JsonSerializerContext;
