using System.Globalization;

namespace Bingobot.Commands.Load;

/// <summary>In which proportion people do what.</summary>
/// <param name="Messages">Weight of messages; 0 to <see cref="Most"/>.</param>
/// <param name="Voice">Weight of voice states; 0 to <see cref="Most"/>.</param>
/// <param name="Interactions">Weight of commands and buttons; 0 to <see cref="Most"/>.</param>
internal sealed record LoadMix(int Messages, int Voice, int Interactions)
{
    /// <summary>The greatest weight.</summary>
    public const int Most = 1000;

    /// <summary>As in a lively guild: mostly people write.</summary>
    public static LoadMix Usual { get; } = new(8, 1, 1);

    /// <summary>Reads <c>messages,voice</c> or <c>messages=8,voice=1,interactions=1</c>; a kind without a weight has its usual one.</summary>
    /// <returns>Null where it is neither, or nothing is to happen.</returns>
    public static LoadMix? Parse(string text)
    {
        var mix = new LoadMix(0, 0, 0);
        var seen = new HashSet<TrafficKind>();
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            string[] pair = part.Split('=', 2, StringSplitOptions.TrimEntries);
            if (KindOf(pair[0]) is not { } kind || !seen.Add(kind))
                return null;
            int weight = Usual.WeightOf(kind);
            if (pair.Length == 2
                && !(int.TryParse(pair[1], NumberStyles.None, CultureInfo.InvariantCulture, out weight) && weight <= Most))
                return null;
            mix = mix.With(kind, weight);
        }

        return mix.Sum > 0 ? mix : null;
    }

    /// <summary>All weights together.</summary>
    public int Sum => Messages + Voice + Interactions;

    /// <summary>The kind at a point of the whole.</summary>
    /// <param name="point">0 or more, less than <see cref="Sum"/>.</param>
    public TrafficKind At(int point) => point < Messages
        ? TrafficKind.Messages
        : point < Messages + Voice ? TrafficKind.Voice : TrafficKind.Interactions;

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"messages={Messages},voice={Voice},interactions={Interactions}");

    private static TrafficKind? KindOf(string name) => name switch
    {
        "messages" => TrafficKind.Messages,
        "voice" => TrafficKind.Voice,
        "interactions" => TrafficKind.Interactions,
        _ => null,
    };

    private int WeightOf(TrafficKind kind) => kind switch
    {
        TrafficKind.Messages => Messages,
        TrafficKind.Voice => Voice,
        _ => Interactions,
    };

    private LoadMix With(TrafficKind kind, int weight) => kind switch
    {
        TrafficKind.Messages => this with { Messages = weight },
        TrafficKind.Voice => this with { Voice = weight },
        _ => this with { Interactions = weight },
    };
}
