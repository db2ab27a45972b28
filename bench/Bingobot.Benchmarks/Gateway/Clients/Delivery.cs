using System.Text;
using System.Text.Json;
using Bingobot.Benchmarks.Gateway.Mix;
using Bingobot.Discord.Gateway;

namespace Bingobot.Benchmarks.Gateway.Clients;

/// <summary>Takes what a <see cref="GatewayClient"/> delivers, and proves that it did. One caller.</summary>
/// <param name="wants">What is done with an event.</param>
/// <param name="meter">Told of each.</param>
/// <param name="fault">What is done wrong.</param>
/// <param name="faultAt">From which event on, with the first that is delivered.</param>
internal sealed class Delivery(Wants wants, Meter meter, DeliveryFault fault, long faultAt)
{
    private readonly Proof _uncounted = new();
    private bool _isFaulty = fault != DeliveryFault.None;
    private (int Kind, long Sequence)? _heldBack;

    public ValueTask Take(in GatewayDispatch dispatch)
    {
        long sequence = dispatch.Position.Sequence;
        if (_isFaulty && sequence >= faultAt && meter.Counts(sequence))
            TakeWrongly(dispatch);
        else if (meter.Counts(sequence))
            Count(dispatch);
        else if (wants.Reads())
            Read(dispatch.Data, _uncounted);
        meter.Reached(sequence);
        return default;
    }

    public ValueTask Pass(in GatewayPosition position, int count)
    {
        if (meter.IsCounting)
            meter.Proof.Passed += _isFaulty && position.Sequence >= faultAt ? Wrong(count) : count;
        meter.Reached(position.Sequence);
        return default;
    }

    private void Count(in GatewayDispatch dispatch)
    {
        meter.Proof.Add(DispatchKinds.IndexOf(dispatch.Type), dispatch.Position.Sequence);
        if (wants.Reads())
            Read(dispatch.Data, meter.Proof);
    }

    private void TakeWrongly(in GatewayDispatch dispatch)
    {
        switch (fault)
        {
            case DeliveryFault.Doubles:
                Count(dispatch);
                Count(dispatch);
                break;
            case DeliveryFault.Damages:
                Count(dispatch);
                meter.Proof.Guilds++;
                break;
            case DeliveryFault.Swaps when _heldBack is null:
                _heldBack = (DispatchKinds.IndexOf(dispatch.Type), dispatch.Position.Sequence);
                if (wants.Reads())
                    Read(dispatch.Data, meter.Proof);
                return;
            case DeliveryFault.Swaps:
                Count(dispatch);
                meter.Proof.Add(_heldBack.Value.Kind, _heldBack.Value.Sequence);
                break;
        }

        _isFaulty = false;
    }

    private int Wrong(int count)
    {
        _isFaulty = false;
        return fault == DeliveryFault.Loses ? count - 1 : count + 1;
    }

    private void Read(ReadOnlyMemory<byte> data, Proof proof)
    {
        if (wants == Wants.Fields)
            ReadFields(data.Span, proof);
        else
            ReadDocument(data, proof);
    }

    /// <summary>The guild of an event; a guild's own id where it is the event of one.</summary>
    private static void ReadFields(ReadOnlySpan<byte> data, Proof proof)
    {
        var reader = new Utf8JsonReader(data);
        reader.Read();
        ReadOnlySpan<byte> id = default;
        ReadOnlySpan<byte> guild = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isGuild = reader.ValueTextEquals("guild_id"u8);
            bool isId = !isGuild && reader.ValueTextEquals("id"u8);
            reader.Read();
            if (isGuild)
                guild = reader.ValueSpan;
            else if (isId)
                id = reader.ValueSpan;
            else
                reader.Skip();
        }

        if (guild.IsEmpty)
            guild = id;
        if (!guild.IsEmpty)
            proof.AddGuild(guild);
    }

    private static void ReadDocument(ReadOnlyMemory<byte> data, Proof proof)
    {
        using JsonDocument document = JsonDocument.Parse(data);
        if (document.RootElement.TryGetProperty("guild_id"u8, out JsonElement guild) || document.RootElement.TryGetProperty("id"u8, out guild))
            proof.AddGuild(Encoding.ASCII.GetBytes(guild.GetString()!));
    }
}
