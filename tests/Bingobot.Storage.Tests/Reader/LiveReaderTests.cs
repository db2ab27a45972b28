using System.Collections.Concurrent;

namespace Bingobot.Storage.Tests.Reader;

/// <summary>The reader in another language, and the library's own, beside a writer that pops and overwrites all the time.</summary>
public sealed class LiveReaderTests(ITestOutputHelper output) : IDisposable
{
    private const int Looks = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"live-{Guid.NewGuid():n}.docs");
    private readonly ConcurrentDictionary<string, bool> _flushed = new(StringComparer.Ordinal);

    public void Dispose() => File.Delete(_path);

    [Fact]
    public async Task File_ReadWhileItIsWritten_ShowsOnlyStatesThatWereFlushed()
    {
        PythonReader.SkipWhereMissing();
        CancellationToken stop = TestContext.Current.CancellationToken;
        using var done = new CancellationTokenSource();
        using var buffer = DocumentBuffer.Open(_path, new DocumentBufferOptions { CacheDocuments = 3 });
        Flush(buffer);

        // Threads of their own: the pool may be taken up by other tests, and then there is nothing to see.
        var writing = Task.Factory.StartNew(() => Write(buffer, done.Token), stop, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Assert.True(SpinWait.SpinUntil(() => _flushed.Count > 3, Patience));
        var library = Task.Factory.StartNew(ReadByLibrary, stop, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        (int exitCode, IReadOnlyList<OtherOpinion> opinions) = PythonReader.Read([.. Enumerable.Repeat(_path, Looks)]);

        int states = await library;
        await done.CancelAsync();
        await writing;
        Assert.Equal(0, exitCode);
        Assert.All(opinions, opinion => Assert.True(_flushed.ContainsKey(Name(opinion.Documents!)), $"{opinion.State} never was"));
        int different = opinions.Select(opinion => opinion.State).Distinct().Count();
        output.WriteLine($"{_flushed.Count} states flushed, {different} of them seen by the other reader, {states} by the library");
        Assert.True(different > 1 && states > 1);
    }

    /// <summary>States are noted before they are flushed: a reader may see one before the writer is told that it is durable.</summary>
    private void Flush(DocumentBuffer buffer)
    {
        _flushed[Name(buffer.Read(int.MaxValue).Reverse())] = true;
        buffer.Flush();
    }

    /// <summary>No state is demoted without having been noted: the lowest point that a demotion commits is a state, too.</summary>
    private void Write(DocumentBuffer buffer, CancellationToken done)
    {
        var random = new Random(1);
        while (!done.IsCancellationRequested)
        {
            while (buffer.Count > 0 && random.Next(4) != 0)
                buffer.Pop();
            _flushed[Name(buffer.Read(int.MaxValue).Reverse())] = true;
            for (int i = random.Next(1, 6); i > 0 && buffer.Count < 30; i--)
            {
                byte[] document = new byte[random.Next(60)];
                random.NextBytes(document);
                buffer.Push(document);
            }

            Flush(buffer);
        }
    }

    private int ReadByLibrary()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        long start = TimeProvider.System.GetTimestamp();
        for (int i = 0; i < 10 * Looks || (seen.Count < 2 && TimeProvider.System.GetElapsedTime(start) < Patience); i++)
        {
            using DocumentBuffer reader = DocumentBuffer.Open(_path, new DocumentBufferOptions { ReadOnly = true });
            string name = Name(reader.Read(int.MaxValue).Reverse());
            Assert.True(_flushed.ContainsKey(name), "The library read a state that never was.");
            seen.Add(name);
        }

        return seen.Count;
    }

    private static string Name(IEnumerable<byte[]> documents) => string.Join(' ', documents.Select(Convert.ToHexString));
}
