using System.CommandLine;
using System.Globalization;

namespace Bingobot.Benchmarks.Gateway.Mix;

/// <summary>How much a server sends.</summary>
/// <param name="WarmUp">Events before time counts.</param>
/// <param name="Events">Events that count.</param>
/// <param name="Guilds">Guilds that a session begins with.</param>
/// <param name="OnlyWanted">Whether only events come that the activity module asks Discord for.</param>
internal sealed record MixSize(int WarmUp, int Events, int Guilds, bool OnlyWanted)
{
    /// <summary>Eight digits from the first event to the last, so that a number can be written over another.</summary>
    public const long FirstSequence = 10_000_001;

    /// <summary>Events after the last that counts, so that whoever is told only now and then hears of it.</summary>
    private const int Tail = 2_048;

    /// <summary>The last event before time counts.</summary>
    public long LastUncounted => FirstSequence + WarmUp - 1;

    /// <summary>The last event that counts.</summary>
    public long LastCounted => LastUncounted + Events;

    /// <summary>All that is sent.</summary>
    public int All => WarmUp + Events + Tail;

    public string[] ToArguments() =>
    [
        WarmUp.ToString(CultureInfo.InvariantCulture),
        Events.ToString(CultureInfo.InvariantCulture),
        Guilds.ToString(CultureInfo.InvariantCulture),
        OnlyWanted ? "wanted" : "all",
    ];

    /// <summary>Takes the arguments of a hidden command.</summary>
    public static Func<ParseResult, MixSize> AddTo(Command command)
    {
        var warmUp = new Argument<int>("warm-up");
        var events = new Argument<int>("events");
        var guilds = new Argument<int>("guilds");
        var which = new Argument<string>("which");
        foreach (Argument argument in (Argument[])[warmUp, events, guilds, which])
            command.Arguments.Add(argument);
        return result => new MixSize(
            result.GetRequiredValue(warmUp),
            result.GetRequiredValue(events),
            result.GetRequiredValue(guilds),
            result.GetRequiredValue(which) == "wanted");
    }
}
