using System.Diagnostics;
using System.Globalization;
using Bingobot.Storage.Fuzz.Inputs;
using Bingobot.Storage.Fuzz.Target;
using SharpFuzz;

namespace Bingobot.Storage.Fuzz;

/// <summary>Feeds the storage library with stores that no writer wrote.</summary>
internal static class Program
{
    private const string Usage = """
        usage: random [--count N] [--seed S] [--save FOLDER]   inputs made up from a seed; a failing one is saved
               replay FILE_OR_FOLDER...                        inputs that were saved, or a corpus
               store INPUT FILE                                writes the store that an input stands for
               corpus FOLDER [--seed S] [--count N]            writes the corpus anew
               afl                                             one process under afl-fuzz (eng/fuzz.sh)
               libfuzzer                                       one process under libfuzzer-dotnet
        """;

    private static int Main(string[] arguments)
    {
        switch (arguments.FirstOrDefault())
        {
            case "random":
                return Random(Number(arguments, "--count", 100_000), Number(arguments, "--seed", 1), Text(arguments, "--save") ?? ".");
            case "replay" when arguments.Length > 1:
                return Replay(arguments[1..]);
            case "store" when arguments.Length > 2:
                File.WriteAllBytes(arguments[2], Mutation.ToStore(File.ReadAllBytes(arguments[1])));
                return 0;
            case "corpus" when arguments.Length > 1:
                int files = Corpus.Write(arguments[1], Number(arguments, "--seed", 1), Number(arguments, "--count", 100_000));
                Console.WriteLine($"{files} files");
                return 0;
            case "afl":
                Fuzzer.Run(stream => FuzzInput.Check(ReadAll(stream)));
                return 0;
            case "libfuzzer":
                Fuzzer.LibFuzzer.Run(input => FuzzInput.Check(input));
                return 0;
            default:
                Console.Error.WriteLine(Usage);
                return 2;
        }
    }

    private static int Random(int count, int seed, string folder)
    {
        var inputs = new RandomInputs(seed);
        var outcomes = new HashSet<string>(StringComparer.Ordinal);
        var watch = Stopwatch.StartNew();
        using var watchdog = new Watchdog(input =>
        {
            Console.Error.WriteLine($"One input takes too long: {Save(folder, input)}");
            Environment.Exit(1);
        });
        for (int i = 0; i < count; i++)
        {
            byte[] input = inputs.Next();
            watchdog.Begin(input);
            try
            {
                outcomes.Add(FuzzInput.Check(input));
            }
            catch (FuzzFailureException e)
            {
                Console.Error.WriteLine($"Input {i} of seed {seed}, saved as {Save(folder, input)}: {e.Message}\n{e.InnerException}");
                return 1;
            }

            watchdog.End();
        }

        double seconds = watch.Elapsed.TotalSeconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{count} inputs of seed {seed} in {seconds:f1} s ({count / seconds:f0}/s), {outcomes.Count} different outcomes, no failure"));
        return 0;
    }

    private static int Replay(IEnumerable<string> paths)
    {
        int failures = 0;
        using var watchdog = new Watchdog(_ =>
        {
            Console.Error.WriteLine("It takes too long.");
            Environment.Exit(1);
        });
        foreach (string path in paths.SelectMany(path => Directory.Exists(path) ? Corpus.Files(path) : [path]))
        {
            byte[] input = File.ReadAllBytes(path);
            Console.Write($"{path}: ");
            watchdog.Begin(input);
            try
            {
                string outcome = FuzzInput.Check(input);
                Console.WriteLine(outcome.Length == 0 ? "good" : outcome);
            }
            catch (FuzzFailureException e)
            {
                failures++;
                Console.WriteLine($"FAILED: {e.Message}\n{e.InnerException}");
            }

            watchdog.End();
        }

        return failures == 0 ? 0 : 1;
    }

    private static string Save(string folder, byte[] input)
    {
        Directory.CreateDirectory(folder);
        string name = Convert.ToHexStringLower(System.IO.Hashing.XxHash64.Hash(input));
        string path = Path.GetFullPath(Path.Combine(folder, $"failing-{name}.input"));
        File.WriteAllBytes(path, input);
        return path;
    }

    private static byte[] ReadAll(Stream stream)
    {
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private static string? Text(string[] arguments, string option)
    {
        int at = Array.IndexOf(arguments, option);
        return at >= 0 && at + 1 < arguments.Length ? arguments[at + 1] : null;
    }

    private static int Number(string[] arguments, string option, int usual) =>
        Text(arguments, option) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : usual;
}
