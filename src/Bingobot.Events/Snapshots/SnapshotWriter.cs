using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using Bingobot.Storage;

namespace Bingobot.Events;

/// <summary>Writes one module's snapshot into a store. The bytes are described in docs/format.md.</summary>
internal static class SnapshotWriter
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Writes it, behind one barrier. States that are cold are carried over as they lie.</summary>
    /// <exception cref="SnapshotException">A state, or a timer's key, is not what it was when it is read back.</exception>
    /// <exception cref="StateUnreadableException">A cold state cannot be read.</exception>
    /// <exception cref="IOException">The store refused.</exception>
    public static void Write(
        IBackingStore store, ModuleSnapshot module, SnapshotStream stream, UInt128 proof, CancellationToken cancellationToken)
    {
        var body = new SnapshotBody(store);
        var index = new List<(ulong Partition, long Position, int Length, UInt128 Hash)>(module.States.Count);
        foreach ((ulong partition, object state) in module.States)
        {
            cancellationToken.ThrowIfCancellationRequested();
            byte[] json = module.Codec.Canonical(state);
            if (state is not ColdState)
                CheckReadBack(module, partition, json);
            index.Add((partition, body.Position, json.Length, XxHash128.HashToUInt128(json)));
            body.Write(json);
        }

        long indexAt = body.Position;
        foreach ((ulong partition, long position, int length, UInt128 hash) in index)
        {
            body.Write((long)partition);
            body.Write(position);
            body.Write(length);
            body.Write(0);
            body.Write(hash);
        }

        long timersAt = body.Position;
        foreach (DurableTimer timer in module.Timers)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Write(body, timer);
        }

        long metaAt = body.Position;
        body.Write(new SnapshotMeta(
            module.Name, module.Version, module.Codec.Shape, proof, stream, module.IsOfItsTime, module.Effects, module.Superseded).Write());
        Finish(store, body, new SnapshotHeader(
            stream.Sequence, indexAt, index.Count, timersAt, module.Timers.Count, metaAt, End: 0, Sum: 0));
    }

    private static void Finish(IBackingStore store, SnapshotBody body, SnapshotHeader header)
    {
        header = header with { End = body.Position, Sum = body.Finish() };
        byte[] bytes = new byte[SnapshotHeader.Bytes];
        header.Write(bytes);
        store.Write(0, bytes);
        (store as ITruncatableStore)?.SetLength(header.End);
        store.Barrier();
    }

    private static void Write(SnapshotBody body, DurableTimer timer)
    {
        byte[] key;
        try
        {
            key = Utf8.GetBytes(timer.Key);
        }
        catch (EncoderFallbackException fault)
        {
            throw new SnapshotException($"the key of a timer in partition {timer.Partition} is no text: {fault.Message}", fault);
        }

        body.Write(timer.Due.UtcTicks);
        body.Write(timer.Sequence);
        body.Write((long)timer.Partition);
        body.Write(timer.Index);
        body.Write(key.Length);
        body.Write(key);
    }

    private static void CheckReadBack(ModuleSnapshot module, ulong partition, byte[] json)
    {
        byte[] again;
        try
        {
            again = module.Codec.Canonical(module.Codec.Read(json));
        }
        catch (Exception fault) when (fault is JsonException or NotSupportedException or InvalidOperationException or ArgumentException)
        {
            throw new SnapshotException($"its state in partition {partition} cannot be read from its own JSON: {fault.Message}", fault);
        }

        if (json.AsSpan().SequenceEqual(again))
            return;
        StateChange change = StateDiff.Compare(json, again)[0];
        throw new SnapshotException(
            $"its state in partition {partition} is another when it is read from its own JSON, at '{change.Path}': "
            + $"{change.Before ?? "nothing"} was written, {change.After ?? "nothing"} is read");
    }
}
