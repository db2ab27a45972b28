using Bingobot.Faults.Events;
using Bingobot.Faults.Storage;

namespace Bingobot.Faults;

/// <summary>
/// The workers that tests kill, starve and watch, in one program, so that there is one to be built as native code. The first
/// argument says which one: <c>store</c>, <c>stream</c>, <c>soak</c> or <c>replay</c>.
/// </summary>
internal static class Program
{
    private const string Names = "store, stream, soak or replay";

    private static int Main(string[] arguments)
    {
        if (arguments.Length == 0)
            return Misuse($"Which worker? {Names}.");
        string[] rest = arguments[1..];
        return arguments[0] switch
        {
            "store" => StoreWorker.Run(rest),
            "stream" => StreamWorker.RunAsync(StreamWorkerOptions.Parse(rest)).GetAwaiter().GetResult(),
            "soak" => SoakWorker.RunAsync(SoakOptions.Parse(rest)).GetAwaiter().GetResult(),
            SecondReplay.Name => SecondReplay.RunAsync(rest).GetAwaiter().GetResult(),
            _ => Misuse($"There is no worker '{arguments[0]}': {Names}."),
        };
    }

    private static int Misuse(string message)
    {
        Console.Error.WriteLine(message);
        return 2;
    }
}
