using System.Globalization;
using Bingobot.Storage;

namespace Bingobot.Commands.Docs;

/// <summary><c>bingobot docs FILE dump</c>: the documents out of a store, one after the other, the least recent first.</summary>
internal sealed class DocumentDump(string path, DocumentSink sink, CancellationToken cancellation)
{
    private long _next;
    private long _behind;

    /// <summary>All; of a damaged store what comes before the damage, or all that is whole.</summary>
    /// <exception cref="FatalException">The store is damaged; what could be had of it was written.</exception>
    public void All(bool salvage)
    {
        long? count = null;
        try
        {
            using StoredDocuments documents = StoredDocuments.Open(path);
            count = documents.Count;
            documents.Forward(0, (number, document) => Write(number, document));
            sink.Flush();
        }
        catch (CorruptStoreException e)
        {
            // Where no state can be believed, only who asks for it is given what may be an older one.
            if (count is not null || salvage)
                StoredDocuments.Salvage(path, (number, document) => Salvage(number, document, salvage), cancellation);
            sink.Flush();
            throw new FatalException(ExitCode.Corrupt, $"{path}: {e.Message} {Written(count, salvage)}", e);
        }
    }

    /// <summary>One document, also out of a damaged store when it is whole.</summary>
    /// <exception cref="FatalException">There is no such document, or it is damaged.</exception>
    public void One(long wanted)
    {
        bool isFound = false;
        bool Take(long? number, ReadOnlySpan<byte> document)
        {
            if (number != wanted)
                return true;
            isFound = true;
            sink.Write(number, document);
            return false;
        }

        CorruptStoreException? fault = null;
        try
        {
            using StoredDocuments documents = StoredDocuments.Open(path);
            if (wanted >= documents.Count)
                throw new FatalException(ExitCode.Usage, documents.Count == 0
                    ? "--number: there is no document."
                    : $"--number: there is no document {wanted}; the most recent is {documents.Count - 1}.");
            documents.Forward(wanted, (number, document) => Take(number, document));
        }
        catch (CorruptStoreException e)
        {
            fault = e;
            StoredDocuments.Salvage(path, Take, cancellation);
        }

        sink.Flush();
        if (!isFound && fault is not null)
            throw new FatalException(ExitCode.Corrupt, $"{path}: document {wanted} cannot be had. {fault.Message}", fault);
    }

    private bool Write(long? number, ReadOnlySpan<byte> document)
    {
        cancellation.ThrowIfCancellationRequested();
        sink.Write(number, document);
        _next++;
        return true;
    }

    /// <summary>A reader loses the whole documents of the block that the damage is in; they are taken up here.</summary>
    private bool Salvage(long? number, ReadOnlySpan<byte> document, bool behindDamage)
    {
        cancellation.ThrowIfCancellationRequested();
        if (number < _next)
            return true;
        if (number == _next && _behind == 0)
            return Write(number, document);
        if (!behindDamage)
            return false;
        sink.Write(number, document);
        _behind++;
        return true;
    }

    private string Written(long? count, bool salvage)
    {
        string before = string.Create(CultureInfo.InvariantCulture, $"{_next:N0} documents before the damage were written");
        if (!salvage)
            return $"{before}. 'dump --salvage' also writes those behind it that are whole.";
        string lost = count is { } all ? string.Create(CultureInfo.InvariantCulture, $"; {all - _next - _behind:N0} are lost") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{before}, and {_behind:N0} behind it{lost}.");
    }
}
