using System.Buffers;
using System.Globalization;
using System.Text;

namespace Bingobot.Commands.Docs;

/// <summary>Which documents of a store to list, and how.</summary>
/// <param name="Most">How many at most; null for the default.</param>
/// <param name="Skip">How many to leave out at the end that is counted from.</param>
/// <param name="FromOldest">Counted from the least recent, not from the most recent.</param>
/// <param name="OldestFirst">Listed upwards.</param>
/// <param name="Json">For programs.</param>
internal sealed record ListQuery(long? Most, long Skip, bool FromOldest, bool OldestFirst, bool Json)
{
    /// <summary>What a list for people shows where no number is asked for; one for programs shows all.</summary>
    public const int UsuallyShown = 20;

    /// <summary>The numbers [first, end) of the documents, of so many.</summary>
    public (long First, long End) Range(long count)
    {
        long skip = Math.Min(Skip, count);
        long most = Math.Min(Most ?? (Json ? long.MaxValue : UsuallyShown), count - skip);
        return FromOldest ? (skip, skip + most) : (count - skip - most, count - skip);
    }
}

/// <summary><c>bingobot docs FILE</c>: what is in a store.</summary>
internal sealed class DocumentList(string path, ListQuery query, TextWriter output)
{
    public void Run(CancellationToken cancellation)
    {
        using StoredDocuments documents = StoredDocuments.Open(path);
        (long first, long end) = query.Range(documents.Count);
        if (!query.Json)
            WriteSummary(documents, first, end);
        try
        {
            WriteDocuments(documents, first, end, cancellation);
        }
        finally
        {
            output.Flush();
        }
    }

    private void WriteSummary(StoredDocuments documents, long first, long end)
    {
        long store = documents.StoreBytes;
        long useful = documents.UsefulBytes();
        string junk = store > useful && documents.Count > 0
            ? string.Create(CultureInfo.InvariantCulture, $", {store - useful:N0} of them junk after the end")
            : "";
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{path}: {documents.Count:N0} documents in {store:N0} bytes{junk}"));
        if (end - first < documents.Count && query.Most is null)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"The {(query.FromOldest ? "least" : "most")} recent {end - first:N0}; --last N or --first N shows more."));
    }

    private void WriteDocuments(StoredDocuments documents, long first, long end, CancellationToken cancellation)
    {
        if (first >= end)
            return;
        var line = new ArrayBufferWriter<byte>();
        bool Show(long number, ReadOnlySpan<byte> document)
        {
            cancellation.ThrowIfCancellationRequested();
            if (query.Json)
            {
                line.ResetWrittenCount();
                DocumentText.WriteJsonLine(line, number, document);
                output.Write(Encoding.UTF8.GetString(line.WrittenSpan));
            }
            else
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{number,9}  {document.Length,10}  {DocumentText.ForPeople(document)}"));
            }

            return query.OldestFirst ? number + 1 < end : number > first;
        }

        if (query.OldestFirst)
            documents.Forward(first, Show);
        else
            documents.Backward(end - 1, Show);
    }
}
