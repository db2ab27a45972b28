namespace Bingobot.Benchmarks.Contenders;

/// <summary>Appends for many at once.</summary>
internal interface IConcurrentAppender
{
    /// <summary>Done when the document is durable; its memory must stay as it is until then.</summary>
    ValueTask AppendDurablyAsync(ReadOnlyMemory<byte> document);
}
