using Bingobot.Benchmarks.Gateway.Mix;

namespace Bingobot.Benchmarks.Gateway.Clients;

/// <summary>Which events a client is given, and what it does with them.</summary>
internal enum Wants
{
    /// <summary>All; of each the envelope is read, and the data is handed over as it came.</summary>
    Envelopes,

    /// <summary>All; each becomes a document, as JSON.parse makes one.</summary>
    Documents,

    /// <summary>What the activity module's facts are made of.</summary>
    Activity,

    /// <summary>None.</summary>
    Nothing,
}

internal static class WantsExtensions
{
    public static bool Includes(this Wants wants, DispatchKind kind) => wants switch
    {
        Wants.Activity => DispatchKinds.IsForActivity(kind),
        Wants.Nothing => false,
        _ => true,
    };
}
