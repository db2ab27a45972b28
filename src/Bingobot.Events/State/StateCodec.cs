using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;

namespace Bingobot.Events;

/// <summary>A module's state as JSON and back. Thread-safe.</summary>
internal abstract class StateCodec
{
    /// <summary>
    /// XXH3-128 of the JSON schema of the state: another one tells that the contract changed, so that what was written by it
    /// may read as something else.
    /// </summary>
    public abstract string Shape { get; }

    /// <summary>The state as the module's contract writes it.</summary>
    public abstract byte[] Write(object state);

    /// <summary>Reads a state.</summary>
    /// <exception cref="JsonException">The JSON is not of this state.</exception>
    public abstract object Read(ReadOnlySpan<byte> json);

    /// <summary>The state in canonical JSON; that of a cold one as it is kept.</summary>
    /// <exception cref="StateUnreadableException">It is cold and cannot be read.</exception>
    public byte[] Canonical(object state) => state is ColdState cold
        ? cold.ReadJson()
        : CanonicalJson.Write(writer => CanonicalJson.Rewrite(Write(state), writer));
}

/// <inheritdoc/>
internal sealed class StateCodec<TState>(JsonTypeInfo<TState> json) : StateCodec
    where TState : class
{
    private string? _shape;

    public override string Shape => _shape ??= ShapeOf(json);

    public override byte[] Write(object state) => JsonSerializer.SerializeToUtf8Bytes((TState)state, json);

    public override object Read(ReadOnlySpan<byte> bytes) => JsonSerializer.Deserialize(bytes, json)
        ?? throw new JsonException("The state is null.");

    private static string ShapeOf(JsonTypeInfo contract)
    {
        string schema = contract.GetJsonSchemaAsNode().ToJsonString();
        return Convert.ToHexStringLower(XxHash128.Hash(Encoding.UTF8.GetBytes(schema)));
    }
}
