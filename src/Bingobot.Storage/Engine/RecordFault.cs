using Bingobot.Storage.Format;

namespace Bingobot.Storage.Engine;

internal enum DamagedPart
{
    /// <summary>The document.</summary>
    Document,

    /// <summary>Only the length before the document.</summary>
    FirstLength,

    /// <summary>Only the length behind the document.</summary>
    LastLength,

    /// <summary>Only the chain.</summary>
    Chain,
}

/// <summary>One damaged record whose borders are known.</summary>
/// <param name="Look">What it says.</param>
/// <param name="Ordinal">Its number, in whatever count its finder keeps.</param>
/// <param name="Part">What of it is wrong.</param>
internal readonly record struct RecordFault(RecordLook Look, long Ordinal, DamagedPart Part)
{
    private const string Stops = "reading stops at it from both sides, and what lies between two such places is out of reach.";

    public void AddTo(FaultList faults, long? document)
    {
        string name = document is { } number ? $"Document {number}" : "A document";
        long offset = StoreLayout.OffsetOf(Look.Start);
        switch (Part)
        {
            case DamagedPart.FirstLength:
                faults.Add(offset, document, $"length {Look.Last} before the document, found {Look.First}",
                    $"{name} itself is whole, as its chain proves, but {Stops}");
                break;
            case DamagedPart.LastLength:
                faults.Add(StoreLayout.OffsetOf(Look.End) - Frame.TrailerBytes, document,
                    $"length {Look.First} behind the document, found {Look.Last}",
                    $"{name} itself is whole, as its chain proves, but {Stops}");
                break;
            case DamagedPart.Chain:
                faults.Add(StoreLayout.OffsetOf(Look.End) - Frame.ChainBytes, document,
                    $"chain {Look.Computed:x16}, found {Look.Stored:x16}",
                    $"{name} itself is whole, as the chain behind it proves, but {Stops}");
                break;
            default:
                faults.Add(offset, document,
                    $"a record with chain {Look.Stored:x16}, found {Look.Computed:x16} over its bytes",
                    $"{name} is not what was pushed; {Stops}");
                break;
        }
    }
}
