using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Bingobot.Events.Tests.Compaction;

public sealed record PaidIn(int Amount);

public sealed record PaidOut(int Amount);

public sealed record Noted(string Text);

public sealed record Sum(long Total);

/// <summary>What is paid in is paid out again: without both the sum is what it is with both, and with one of them it is not.</summary>
public sealed class Balance(int version = 1) : Module<Sum>
{
    public static readonly EventType<PaidIn> In = new("PaidIn", BalanceJson.Default.PaidIn) { Retention = Retention.Days(1) };
    public static readonly EventType<PaidOut> Out = new("PaidOut", BalanceJson.Default.PaidOut) { Retention = Retention.Days(1) };
    public static readonly EventType<Noted> Note = new("Noted", BalanceJson.Default.Noted) { Retention = Retention.Forever };

    public override string Name => "balance";

    public override int Version => version;

    public override int ReadsStateSince => version;

    public override Sum Empty { get; } = new(0);

    public override JsonTypeInfo<Sum> StateJson => BalanceJson.Default.Sum;

    public override void Configure(IModuleBuilder<Sum> module) => module
        .Apply(In, (state, e, _) => Of(state.Total + e.Amount))
        .Apply(Out, (state, e, _) => Of(state.Total - e.Amount))
        .Apply(Note, (state, _, _) => state);

    private Sum Of(long total) => total == 0 ? Empty : new Sum(total);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PaidIn))]
[JsonSerializable(typeof(PaidOut))]
[JsonSerializable(typeof(Noted))]
[JsonSerializable(typeof(Sum))]
internal sealed partial class BalanceJson : JsonSerializerContext;
