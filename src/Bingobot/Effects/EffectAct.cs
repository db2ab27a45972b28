using System.Text.Json.Serialization;
using Bingobot.Events;

namespace Bingobot.Effects;

/// <summary>What is to be done with dead letters.</summary>
/// <param name="Ids">The effects; null: all dead letters that there are.</param>
/// <param name="Discards">Whether they are struck off the list; otherwise they are tried again.</param>
/// <param name="Reason">Why they are discarded; may be empty.</param>
internal sealed record EffectAct(IReadOnlyList<string>? Ids, bool Discards, string Reason)
{
    /// <summary>How many effects can be named at once: as many as dead letters are kept of a few modules.</summary>
    public const int MostIds = 10_000;

    /// <summary>The longest reason.</summary>
    public const int LongestReason = 1_000;

    /// <summary>Does it, durably.</summary>
    public async Task<EffectActResult> DoAsync(EventStream stream, CancellationToken cancellation)
    {
        IReadOnlyList<string> ids = Ids ?? [.. stream.Capture().DeadLetters.Select(letter => letter.Effect.Id)];
        List<string> done = [];
        List<string> missing = [];
        foreach (string id in ids)
        {
            bool was = Discards
                ? await stream.DiscardEffectAsync(id, Reason, cancellation)
                : await stream.RetryEffectAsync(id, cancellation);
            (was ? done : missing).Add(id);
        }

        // Who asked for all, and was a moment late for one, misses nothing.
        return new EffectActResult(done, Ids is null ? [] : missing);
    }
}

/// <summary>What came of it.</summary>
/// <param name="Done">The effects that were dead letters, and are none now.</param>
/// <param name="Missing">Those that are no dead letters.</param>
internal sealed record EffectActResult(IReadOnlyList<string> Done, IReadOnlyList<string> Missing);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(EffectAct))]
[JsonSerializable(typeof(EffectActResult))]
internal sealed partial class EffectActJson : JsonSerializerContext;
