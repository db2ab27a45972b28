using System.Text.Json;
using System.Text.Json.Serialization;
using Bingobot.Benchmarks.Gateway.Mix;

namespace Bingobot.Benchmarks.Gateway.Clients;

/// <summary>What a client's process says of itself, as one line of JSON.</summary>
internal sealed record ClientReport
{
    /// <summary>Events that came while time counted.</summary>
    public long Events { get; init; }

    public double Seconds { get; init; }

    /// <summary>Of the whole process, on all cores, while time counted.</summary>
    public double CpuSeconds { get; init; }

    /// <summary>Managed bytes allocated while time counted; null where it cannot be known.</summary>
    public long? AllocatedBytes { get; init; }

    /// <summary>The most that the process ever held in memory.</summary>
    public long PeakBytes { get; init; }

    /// <summary>Live bytes after a collection, where that is what is measured.</summary>
    public long HeldBytes { get; init; }

    public Proof Proof { get; init; } = new();

    public void Print() => Console.WriteLine(JsonSerializer.Serialize(this, ClientJson.Default.ClientReport));

    /// <exception cref="JsonException">It is none.</exception>
    public static ClientReport Parse(string line) => JsonSerializer.Deserialize(line, ClientJson.Default.ClientReport)!;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ClientReport))]
internal sealed partial class ClientJson : JsonSerializerContext;
