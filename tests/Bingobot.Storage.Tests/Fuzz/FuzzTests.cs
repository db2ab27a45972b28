using System.Globalization;
using Bingobot.Storage.Fuzz;
using Bingobot.Storage.Fuzz.Inputs;
using Bingobot.Storage.Fuzz.Stores;
using Bingobot.Storage.Fuzz.Target;

namespace Bingobot.Storage.Tests.Fuzz;

/// <summary>
/// The kept inputs and a share of random ones, with what tests/Bingobot.Storage.Fuzz demands of each. A failure names an input
/// that <c>replay</c> shows again.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int UsualInputs = 16_000;
    private static readonly TimeSpan LongestOfAnInput = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);

    public static TheoryData<string> GoodNames => [.. GoodStores.All.Select(store => store.Name)];

    [Theory]
    [MemberData(nameof(GoodNames))]
    public void GoodStore_ReadByTheFormatsPage_OpensWithItsDocuments(string name)
    {
        GoodStore good = GoodStores.All.Single(store => store.Name == name);
        Assert.Equal(good.Documents, ReferenceReader.Read(good.Bytes).Documents?.Count);
        using var store = new MemoryStore();
        store.Write(0, good.Bytes);
        using DocumentBuffer buffer = DocumentBuffer.Open(store, new DocumentBufferOptions { ReadOnly = true });
        Assert.Equal(good.Documents, buffer.Count);
        string file = Path.Combine(Corpus.Folder, $"good-{name}.docs");
        if (File.Exists(file))
            Assert.True(good.Bytes.AsSpan().SequenceEqual(File.ReadAllBytes(file)), $"{file} is another store: a script names stores by their place");
    }

    [Fact]
    public async Task Corpus_EveryInput_IsRefusedOrReadAsTheFormatsPageDoes()
    {
        IReadOnlyList<string> files = Corpus.Files(Corpus.Folder);
        var outcomes = new HashSet<string>(StringComparer.Ordinal);
        await WithoutEnd(files.Count, watch =>
        {
            foreach (string file in files)
                outcomes.UnionWith(Check(watch, File.ReadAllBytes(file), file).Split(';'));
            return files.Count;
        });
        output.WriteLine($"{files.Count} inputs, {outcomes.Count} different things said of them");
        Assert.True(files.Count > 100 && outcomes.Count > 60);
    }

    /// <summary><c>BINGOBOT_FUZZ</c> asks for more inputs, <c>BINGOBOT_FUZZ_SEED</c> for others.</summary>
    [Fact]
    public async Task Mutations_MadeUp_AreRefusedOrReadAsTheFormatsPageDoes()
    {
        int count = Number("BINGOBOT_FUZZ", UsualInputs);
        int seed = Number("BINGOBOT_FUZZ_SEED", 1000);
        int[] lanes = [0, 1];
        int[] different = await Task.WhenAll(lanes.Select(lane => WithoutEnd(count, watch =>
        {
            var inputs = new RandomInputs(seed + lane);
            var outcomes = new HashSet<string>(StringComparer.Ordinal);
            for (int i = lane; i < count; i += lanes.Length)
                outcomes.Add(Check(watch, inputs.Next(), $"seed {seed + lane}"));
            return outcomes.Count;
        })));
        output.WriteLine($"{count} inputs of seeds {seed} and {seed + 1}: {string.Join(" and ", different)} different outcomes");
        Assert.All(different, outcomes => Assert.True(outcomes > count / 100));
    }

    /// <summary>Two promises broken on purpose: what says that all is well must be able to say otherwise.</summary>
    [Fact]
    public void BoundedStore_ReadOrFilledWithoutEnd_SaysSo()
    {
        using var store = new BoundedStore(new byte[100]);
        Assert.Throws<FuzzFailureException>(() => ReadForever(store));
        Assert.True(store.IsReadTooOften);
        Assert.Throws<StoreFullException>(() => store.Write(1 << 30, [1]));
    }

    private static void ReadForever(BoundedStore store)
    {
        while (true)
            store.Read(0, new byte[1]);
    }

    private static string Check(Watchdog watch, byte[] input, string name)
    {
        watch.Begin(input);
        try
        {
            return FuzzInput.Check(input);
        }
        catch (FuzzFailureException e)
        {
            throw new FuzzFailureException($"{name}, input {Convert.ToHexString(input)}: {e.Message}", e);
        }
        finally
        {
            watch.End();
        }
    }

    /// <summary>Runs something that an error may keep from ever ending: then the test fails with the input that did.</summary>
    private static async Task<T> WithoutEnd<T>(int inputs, Func<Watchdog, T> action)
    {
        var stuck = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watch = new Watchdog(input => stuck.TrySetException(new FuzzFailureException($"No end of input {Convert.ToHexString(input)}")));
        CancellationToken stop = TestContext.Current.CancellationToken;
        Task<T> work = Task.Factory.StartNew(() => action(watch), stop, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return await await Task.WhenAny(work, stuck.Task).WaitAsync(Deadline + (inputs * LongestOfAnInput), stop);
    }

    private static int Number(string variable, int usual) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : usual;
}
