using Bingobot.Storage.Fuzz.Inputs;
using Bingobot.Storage.Fuzz.Target;

namespace Bingobot.Storage.Fuzz;

/// <summary>Runs an input, whatever made it up. The input decides everything, so that a failure can be shown again.</summary>
public static class FuzzInput
{
    /// <summary>Tests the store that an input stands for.</summary>
    /// <returns>What was met on the way; see <see cref="StoreTarget.Check"/>.</returns>
    /// <exception cref="FuzzFailureException">The library broke a promise.</exception>
    public static string Check(ReadOnlySpan<byte> input)
    {
        int cache = 0;
        foreach (byte part in input)
            cache += part;
        return StoreTarget.Check(Mutation.ToStore(input), cache);
    }
}
