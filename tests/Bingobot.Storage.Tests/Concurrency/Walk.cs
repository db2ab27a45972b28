namespace Bingobot.Storage.Tests.Concurrency;

/// <summary>Readers beside a thread that changes the stack.</summary>
internal static class Walk
{
    /// <summary>All documents of a reader; null where it says that some which it had to read were removed.</summary>
    public static List<byte[]>? OrNull(DocumentReader reader)
    {
        var documents = new List<byte[]>();
        try
        {
            foreach (ReadOnlySpan<byte> document in reader)
                documents.Add(document.ToArray());
            return documents;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
