using System.Buffers;
using System.Runtime.ExceptionServices;
using System.Text;
using System.Text.RegularExpressions;
using Bingobot.Storage.Fuzz.Stores;

namespace Bingobot.Storage.Fuzz.Target;

/// <summary>
/// Does everything with a store of any bytes that can be done with one. The library may refuse it, with the exceptions that it
/// documents; it may not throw others, loop, take more memory than so many bytes can ask for, write where it refused or was to
/// read only, or give other documents than the format's page does.
/// </summary>
public sealed partial class StoreTarget
{
    /// <summary>Windows for reading, chunks of the cache, the index, a slot's pages.</summary>
    private const long UsualAllocation = 2 * 1024 * 1024;
    private const int AllocationPerByte = 16;

    private readonly byte[] _bytes;
    private readonly DocumentBufferOptions _options;
    private readonly DocumentBufferOptions _readOnly;
    private readonly StringBuilder _outcome = new();

    private StoreTarget(byte[] bytes, int cache)
    {
        _bytes = bytes;
        (int documents, long size) = (cache % 4) switch
        {
            0 => (0, DocumentBufferOptions.DefaultCacheBytes),
            1 => (3, DocumentBufferOptions.DefaultCacheBytes),
            2 => (DocumentBufferOptions.DefaultCacheDocuments, 500),
            _ => (DocumentBufferOptions.DefaultCacheDocuments, DocumentBufferOptions.DefaultCacheBytes),
        };
        _options = new DocumentBufferOptions { CacheDocuments = documents, CacheBytes = size };
        _readOnly = new DocumentBufferOptions { CacheDocuments = documents, CacheBytes = size, ReadOnly = true };
    }

    /// <summary>Tests a store with one of four sizes of cache.</summary>
    /// <returns>What was met on the way, without numbers: tells inputs apart that lead somewhere else.</returns>
    /// <exception cref="FuzzFailureException">The library broke a promise.</exception>
    public static string Check(byte[] bytes, int cache)
    {
        var target = new StoreTarget(bytes, cache);
        Verdict verdict = ReferenceReader.Read(bytes);
        bool isSound = target.Verify(verdict);
        IReadOnlyList<byte[]>? documents = target.ReadOnly(verdict, isSound);
        if (!verdict.IsAtTheEnd)
            target.Change(documents);
        return target._outcome.ToString();
    }

    private bool Verify(Verdict verdict)
    {
        using var store = new BoundedStore(_bytes);
        VerifyReport report = Measured("verifying", store, () => DocumentBuffer.Verify(store));
        foreach (VerifyFault fault in report.Faults)
        {
            Require(fault.Offset >= 0, $"A fault is said to be at {fault.Offset}.");
            Note(fault.Expected);
        }

        Require(store.Writes == 0, "Verifying wrote.");
        Require(!report.IsSound || verdict.Documents is not null, $"Verified as sound, though: {verdict.Fault}");
        Require(!report.IsSound || report.Documents == verdict.Documents!.Count, $"{report.Documents} documents verified, there are {verdict.Documents?.Count}.");
        return report.IsSound;
    }

    /// <summary>The documents, least recent first; null where they cannot all be read.</summary>
    private IReadOnlyList<byte[]>? ReadOnly(Verdict verdict, bool isSound)
    {
        using var store = new BoundedStore(_bytes);
        DocumentBuffer? buffer = Documented("opening read-only", store, () => DocumentBuffer.Open(store, _readOnly, leaveOpen: true));
        IReadOnlyList<byte[]>? forward = null;
        if (buffer is not null)
        {
            forward = Documented("reading forward", store, () => Walk(buffer.ReadForward()));
            IReadOnlyList<byte[]>? backward = Documented("reading backward", store, () => Walk(buffer.ReadBackward()));
            IReadOnlyList<byte[]>? together = Documented("reading all", store, () => buffer.Read(int.MaxValue));
            byte[]? top = Documented("peeking", store, () => buffer.TryPeek(out byte[]? document) ? document : []);
            Documented("peeking into a writer", store, () => buffer.TryPeek(new ArrayBufferWriter<byte>()));
            Skip(buffer, store, forward);
            if (forward is not null && forward.Count == buffer.Count)
            {
                RequireSame(forward, backward?.Reverse(), "backward");
                RequireSame(forward, together?.Reverse(), "at once");
                Require(forward.Count == 0 || Same(forward[^1], top), "The top is another document than the last.");
            }

            forward = forward?.Count == buffer.Count ? forward : null;
            Documented("closing read-only", store, () => buffer.Close());
        }

        Require(store.Writes == 0, "Read-only, it was written to.");
        if (verdict.Documents is not null)
            RequireSame(verdict.Documents, forward, "by the library");
        else
            Require(forward is null || !isSound, $"Read without a fault, though: {verdict.Fault}");
        return verdict.Documents is null ? null : forward;
    }

    private void Skip(DocumentBuffer buffer, BoundedStore store, IReadOnlyList<byte[]>? forward)
    {
        long count = buffer.Count;
        foreach (long skip in (long[])[1, count / 2, Math.Max(0, count - 1), count, long.MaxValue])
        {
            IReadOnlyList<byte[]>? rest = Documented("skipping forward", store, () => Walk(buffer.ReadForward(skip)));
            if (forward is not null && forward.Count == count)
                RequireSame(forward.Skip((int)Math.Min(skip, count)), rest, $"after skipping {skip}");
            rest = Documented("skipping backward", store, () => Walk(buffer.ReadBackward(skip)));
            if (forward is not null && forward.Count == count)
                RequireSame(forward.Reverse().Skip((int)Math.Min(skip, count)), rest, $"backward after skipping {skip}");
        }
    }

    private void Change(IReadOnlyList<byte[]>? documents)
    {
        using var store = new BoundedStore(_bytes);
        DocumentBuffer? buffer = Documented("opening", store, () => DocumentBuffer.Open(store, _options, leaveOpen: true));
        if (buffer is null)
        {
            Require(documents is null, "A store that opens read-only does not open for writing.");
            Require(store.ToArray().AsSpan().SequenceEqual(_bytes), "A store that was refused was written to.");
        }
        else if (documents is not null)
        {
            GoRound(buffer, store, documents);
        }
        else
        {
            WorkOnDamaged(buffer, store);
        }
    }

    /// <summary>What is sound stays so: pushed, flushed, opened again, popped, closed.</summary>
    private void GoRound(DocumentBuffer buffer, BoundedStore store, IReadOnlyList<byte[]> documents)
    {
        byte[][] more = [[1, 2, 3], [], new byte[700]];
        byte[][] all = [.. documents, .. more];
        bool hasRoom = Documented("pushing and flushing", store, () => PushAndFlush(buffer, more));
        if (!hasRoom)
            return;
        RequireHolds(store.ToArray(), all, "after a flush");
        byte[][] popped = [.. Documented("popping", store, () => PopAll(buffer)) ?? []];
        RequireSame(all.Reverse(), popped, "popped");
        Documented("pushing again and closing", store, () => PushAndFlush(buffer, documents));
        long useful = Measured("closing", store, () => buffer.Close());
        Require(store.Length >= useful, $"Closing says that {useful} bytes of {store.Length} are useful.");
        RequireHolds(store.ToArray().AsSpan(0, (int)useful).ToArray(), documents, "after closing");
    }

    private void RequireHolds(byte[] bytes, IReadOnlyList<byte[]> documents, string when)
    {
        using var store = new BoundedStore(bytes);
        VerifyReport report = Measured("verifying", store, () => DocumentBuffer.Verify(store));
        Require(report.Documents == documents.Count, $"{report.Documents} documents verified {when}, pushed were {documents.Count}.");
        DocumentBuffer? again = Documented("opening again", store, () => DocumentBuffer.Open(store, _options, leaveOpen: true));
        RequireSame(documents, again is null ? null : Documented("reading again", store, () => Walk(again.ReadForward())), when);
        RequireSame(documents, ReferenceReader.Read(store.ToArray()).Documents, $"{when}, by the format's page");
        Measured("closing again", store, () => again!.Close());
    }

    /// <summary>It opened, so its newest part is whole; nothing is promised of the rest but to say so.</summary>
    private void WorkOnDamaged(DocumentBuffer buffer, BoundedStore store)
    {
        Documented("reading a damaged store", store, () => Walk(buffer.ReadForward()));
        Documented("pushing onto a damaged store", store, () => PushAndFlush(buffer, [[4, 5, 6]]));
        Documented("popping from a damaged store", store, () => PopAll(buffer));
        Documented("removing from a damaged store", store, () => buffer.Remove(3));
        Documented("pushing onto what is left", store, () => PushAndFlush(buffer, [[7], new byte[2000]]));
        Documented("clearing a damaged store", store, () =>
        {
            buffer.Clear();
            buffer.Push([8]);
            return buffer.Close();
        });
    }

    private static bool PushAndFlush(DocumentBuffer buffer, IReadOnlyList<byte[]> documents)
    {
        foreach (byte[] document in documents)
            buffer.Push(document);
        buffer.Flush();
        return true;
    }

    private List<byte[]> PopAll(DocumentBuffer buffer)
    {
        var popped = new List<byte[]>();
        while (buffer.TryPop(out byte[]? document))
        {
            popped.Add(document);
            RequireFits(popped.Count);
        }

        return popped;
    }

    private List<byte[]> Walk(DocumentReader reader)
    {
        var documents = new List<byte[]>();
        foreach (ReadOnlySpan<byte> document in reader)
        {
            documents.Add(document.ToArray());
            RequireFits(documents.Count);
        }

        return documents;
    }

    private void RequireFits(int documents) =>
        Require(documents <= (_bytes.Length / Layout.Overhead) + 100, $"{documents} documents in a store of {_bytes.Length} bytes, and no end.");

    /// <summary>The result, or null where the library refused as it documents.</summary>
    private T? Documented<T>(string what, BoundedStore store, Func<T> action)
    {
        try
        {
            return Measured(what, store, action);
        }
        catch (Exception e) when (e is CorruptStoreException or StoreFullException)
        {
            Note($"{what}: {(e as CorruptStoreException)?.Expected ?? e.Message}");
            return default;
        }
    }

    private T Measured<T>(string what, BoundedStore store, Func<T> action)
    {
        store.ForgetReads();
        long before = GC.GetAllocatedBytesForCurrentThread();
        T? result = default;
        ExceptionDispatchInfo? refusal = null;
        try
        {
            result = action();
        }
        catch (Exception e) when (e is CorruptStoreException or StoreFullException)
        {
            refusal = ExceptionDispatchInfo.Capture(e);
        }
        catch (Exception e)
        {
            throw new FuzzFailureException($"{what}: {e.GetType().Name}: {e.Message}", e);
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        long most = UsualAllocation + ((long)AllocationPerByte * _bytes.Length);
        Require(!store.IsReadTooOften, $"{what}: too many reads.");
        Require(allocated <= most, $"{what}: {allocated} bytes allocated for a store of {_bytes.Length}; at most {most} can be needed.");
        refusal?.Throw();
        return result!;
    }

    private static void RequireSame(IEnumerable<byte[]> expected, IEnumerable<byte[]>? found, string how) =>
        Require(
            found is not null && expected.Select(Convert.ToHexString).SequenceEqual(found.Select(Convert.ToHexString)),
            $"Read {how}, there are {(found is null ? "no" : "other")} documents than there should be: {found?.Count()} for {expected.Count()}.");

    private static bool Same(byte[] left, byte[]? right) => right is not null && left.AsSpan().SequenceEqual(right);

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
            throw new FuzzFailureException(otherwise);
    }

    /// <summary>Notes a message without its numbers.</summary>
    private void Note(string message)
    {
        _outcome.Append(Numbers().Replace(message, "#"));
        _outcome.Append(';');
    }

    [GeneratedRegex("[0-9a-f]{16}|[0-9]+")]
    private static partial Regex Numbers();
}
