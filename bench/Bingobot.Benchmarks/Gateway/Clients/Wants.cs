using Bingobot.Benchmarks.Gateway.Mix;

namespace Bingobot.Benchmarks.Gateway.Clients;

/// <summary>Which events a client is given, and what it does with them.</summary>
internal enum Wants
{
    /// <summary>All; of each the envelope is read, and the data is handed over as it came.</summary>
    Envelopes,

    /// <summary>All; each is read to its end for a field of it, its guild, as a program reads the fields that it needs.</summary>
    Fields,

    /// <summary>All; each becomes a document, as JSON.parse makes one.</summary>
    Documents,

    /// <summary>What the activity module's facts are made of.</summary>
    Activity,

    /// <summary>None.</summary>
    Nothing,
}

internal static class WantsExtensions
{
    /// <summary>Whether it looks into the data of all events.</summary>
    public static bool Reads(this Wants wants) => wants is Wants.Fields or Wants.Documents;

    public static bool Includes(this Wants wants, DispatchKind kind) => wants switch
    {
        Wants.Activity => DispatchKinds.IsForActivity(kind),
        Wants.Nothing => false,
        _ => true,
    };
}
