using System.Collections.Immutable;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Bingobot.Events.Tests.Compaction;

public sealed record TicketOpened(string Id, string Text);

public sealed record TicketClosed(string Id);

public sealed record Counted(string What);

public sealed record Tickets(ImmutableSortedDictionary<string, string> Open);

public sealed record Counts(long Total, ImmutableSortedDictionary<string, long> ByWhat);

public sealed record Tell(string Text);

/// <summary>Open tickets, told of and reminded of: when one is closed, nothing of it is left.</summary>
public sealed class Desk(int version = 1, bool tells = true) : Module<Tickets>
{
    public static readonly EventType<TicketClosed> Closed = new("TicketClosed", DeskJson.Default.TicketClosed) { Retention = Retention.Days(2) };
    public static readonly EventType<TicketOpened> Opened =
        new("TicketOpened", DeskJson.Default.TicketOpened) { Retention = Retention.Until(Closed, "id", TimeSpan.FromDays(1)) };

    public static readonly EffectType<Tell> Telling = new("tell", DeskJson.Default.Tell);

    public override string Name => "desk";

    public override int Version => version;

    public override Tickets Empty { get; } = new(ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal));

    public override JsonTypeInfo<Tickets> StateJson => DeskJson.Default.Tickets;

    public override void Configure(IModuleBuilder<Tickets> module) => module
        .Apply(Opened, (state, e, context) =>
        {
            context.Schedule(e.Id, context.Now.AddHours(3));
            return new Tickets(state.Open.SetItem(e.Id, e.Text));
        })
        .React(Opened, (_, e, context) =>
        {
            if (tells)
                context.Do(Telling, new Tell(e.Text), e.Id, lane: "desk");
        })
        .Apply(Closed, (state, e, context) =>
        {
            context.Cancel(e.Id);
            return new Tickets(state.Open.Remove(e.Id));
        });
}

/// <summary>Counts for ever: its state cannot be had from fewer events.</summary>
public sealed class Counter(int version = 1, int readsStateSince = 1, Func<string, string>? twist = null) : Module<Counts>
{
    public static readonly EventType<Counted> Counted = new("Counted", DeskJson.Default.Counted) { Retention = Retention.Days(1) };

    public override string Name => "counter";

    public override int Version => version;

    public override int ReadsStateSince => readsStateSince;

    public override Counts Empty { get; } = new(0, ImmutableSortedDictionary<string, long>.Empty.WithComparers(StringComparer.Ordinal));

    public override JsonTypeInfo<Counts> StateJson => DeskJson.Default.Counts;

    public override void Configure(IModuleBuilder<Counts> module) => module.Apply(Counted, (state, e, _) =>
    {
        string what = twist?.Invoke(e.What) ?? e.What;
        return new Counts(state.Total + 1, state.ByWhat.SetItem(what, state.ByWhat.GetValueOrDefault(what) + 1));
    });
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TicketOpened))]
[JsonSerializable(typeof(TicketClosed))]
[JsonSerializable(typeof(Counted))]
[JsonSerializable(typeof(Tickets))]
[JsonSerializable(typeof(Counts))]
[JsonSerializable(typeof(Tell))]
internal sealed partial class DeskJson : JsonSerializerContext;
