using System.Globalization;
using Bingobot.Storage;

namespace Bingobot.Faults.Storage;

/// <summary>
/// Works on a store as a seed decides, for tests that kill it or let its system calls fail, and says on its output what
/// happened: <c>opened</c>; <c>flushed N</c> behind every acknowledged flush, which vouches for the first N changes;
/// <c>refused</c> where an operation failed and changed nothing; <c>poisoned</c> where the store failed and everything that would
/// write throws; <c>not opened</c> where already opening failed, behind the error; <c>closed N</c>.
/// </summary>
internal static class StoreWorker
{
    /// <summary>
    /// Arguments: the file, the seed, how many steps, how many documents to cache, and how to work: <c>usual</c>; with
    /// <c>truncate</c> the file is cut when it is closed; with <c>everything</c> all kinds of steps are done.
    /// </summary>
    public static int Run(string[] arguments)
    {
        int[] numbers = [.. arguments.Skip(1).Take(3).Select(argument => int.Parse(argument, CultureInfo.InvariantCulture))];
        bool everything = arguments[4] == "everything";
        bool truncates = everything ? numbers[0] % 2 == 0 : arguments[4] == "truncate";
        var options = new DocumentBufferOptions { CacheDocuments = numbers[2], TruncateOnClose = truncates };
        var work = new Work(arguments[0], options, everything);
        Say("opening");
        try
        {
            work.Open();
        }
        catch (IOException e) when (e is not CorruptStoreException)
        {
            Say($"{e.GetType().Name}: {e.Message}");
            Say("not opened");
            return 0;
        }

        Say("opened");
        try
        {
            work.Do(seed: numbers[0], steps: numbers[1]);
            work.Close();
        }
        catch (StoreFailedException)
        {
            bool throws = work.EverythingThrows();
            work.EndFlushes();
            Say(throws ? "poisoned" : "not poisoned");
        }

        return 0;
    }

    public static void Say(string line) => Console.WriteLine(line);

    public static void Say(string line, ulong changes) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{line} {changes}"));
}
