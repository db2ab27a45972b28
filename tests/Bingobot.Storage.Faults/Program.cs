using System.Globalization;

namespace Bingobot.Storage.Faults;

/// <summary>
/// Works on a store as a seed decides, for tests that kill it or let its system calls fail, and says on its output what
/// happened: <c>opened</c>; <c>flushed N</c> behind every acknowledged flush, which vouches for the first N changes;
/// <c>refused</c> where an operation failed and changed nothing; <c>poisoned</c> where the store failed and everything that would
/// write throws; <c>unreadable</c> where reading failed; <c>closed N</c>.
/// </summary>
internal static class Program
{
    /// <summary>Arguments: the file, the seed, how many steps, how many documents to cache, and whether to do everything.</summary>
    private static int Main(string[] arguments)
    {
        int[] numbers = [.. arguments.Skip(1).Take(3).Select(argument => int.Parse(argument, CultureInfo.InvariantCulture))];
        var options = new DocumentBufferOptions { CacheDocuments = numbers[2], TruncateOnClose = false };
        var work = new Work(arguments[0], options, everything: arguments.Length > 4);
        Say("opening");
        try
        {
            work.Open();
        }
        catch (StoreFailedException)
        {
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
            Say(work.EverythingThrows() ? "poisoned" : "not poisoned");
        }

        return 0;
    }

    public static void Say(string line) => Console.WriteLine(line);

    public static void Say(string line, ulong changes) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{line} {changes}"));
}
