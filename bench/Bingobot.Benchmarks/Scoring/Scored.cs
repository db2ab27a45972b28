using System.Text.Json.Serialization;

namespace Bingobot.Benchmarks.Scoring;

/// <summary>The event of the benchmarks: somebody scored.</summary>
/// <param name="Number">The event's number in the run, from <see cref="ScoredEvents.FirstNumber"/> on.</param>
/// <param name="User">Who, an id as Discord has them.</param>
/// <param name="Points">How much, 10 to 99.</param>
/// <param name="Note">What fills the JSON up to its size.</param>
internal sealed record Scored(long Number, ulong User, int Points, string Note);

/// <summary>What one user has.</summary>
internal sealed record Tally(long Events, long Points, long LastSequence);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Scored))]
[JsonSerializable(typeof(Board))]
internal sealed partial class ScoringJson : JsonSerializerContext;
