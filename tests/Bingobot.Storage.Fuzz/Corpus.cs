using System.Globalization;
using Bingobot.Storage.Fuzz.Inputs;
using Bingobot.Storage.Fuzz.Stores;

namespace Bingobot.Storage.Fuzz;

/// <summary>The inputs that are kept: good stores, and one script for each thing that can be said of a bad one.</summary>
public static class Corpus
{
    private const int LongestGoodStore = 32 * 1024;

    /// <summary>Below the program's own folder, where the build copies it.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "corpus");

    public static IReadOnlyList<string> Files(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    /// <summary>Writes the corpus anew: the same bytes as long as stores, scripts and messages stay as they are.</summary>
    /// <returns>How many files.</returns>
    public static int Write(string folder, int seed, int tries)
    {
        Directory.CreateDirectory(folder);
        foreach (string old in Directory.GetFiles(folder, "good-*.docs").Concat(Directory.GetFiles(folder, "bad-*.script")))
            File.Delete(old);
        var known = new HashSet<string>(StringComparer.Ordinal);
        int files = 0;
        foreach (GoodStore store in GoodStores.All.Where(store => store.Bytes.Length <= LongestGoodStore))
        {
            File.WriteAllBytes(Path.Combine(folder, $"good-{store.Name}.docs"), store.Bytes);
            IsNew(FuzzInput.Check(store.Bytes), known);
            files++;
        }

        var inputs = new RandomInputs(seed);
        int scripts = 0;
        for (int i = 0; i < tries; i++)
        {
            byte[] input = inputs.Next();
            if (input.Length == 0 || input[0] != Mutation.ScriptMark || !IsNew(FuzzInput.Check(input), known))
                continue;
            string name = string.Create(CultureInfo.InvariantCulture, $"bad-{++scripts:d3}.script");
            File.WriteAllBytes(Path.Combine(folder, name), input);
        }

        return files + scripts;
    }

    private static bool IsNew(string outcome, HashSet<string> known)
    {
        bool isNew = false;
        foreach (string part in outcome.Split(';'))
            isNew |= known.Add(part);
        return isNew;
    }
}
