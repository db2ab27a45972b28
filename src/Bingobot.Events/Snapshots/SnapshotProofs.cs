namespace Bingobot.Events;

/// <summary>Whether snapshots belong to a log: asked for several of the same sequence, it is read once. Not thread-safe.</summary>
internal sealed class SnapshotProofs(IEventLog log)
{
    private readonly Dictionary<long, UInt128?> _proofs = [];
    private string? _streamId;

    /// <returns>Why the snapshot is none of this log; null where it is one.</returns>
    public string? Refuse(SnapshotMeta meta)
    {
        if (meta.Stream.Sequence > log.LastSequence)
            return $"it holds events up to {meta.Stream.Sequence}, and the stream ends at {log.LastSequence}: the stream was rolled back";
        _streamId ??= SnapshotStream.IdOf(log) ?? "";
        if (meta.Stream.StreamId != _streamId)
            return $"it was taken of the stream {meta.Stream.StreamId}, and this is {_streamId}";
        if (!_proofs.TryGetValue(meta.Stream.Sequence, out UInt128? proof))
            _proofs.Add(meta.Stream.Sequence, proof = SnapshotStream.ProofOf(log, meta.Stream.Sequence));
        return proof == meta.Proof
            ? null
            : $"event {meta.Stream.Sequence} is another now than when it was taken: the stream was rolled back, and went on";
    }
}
