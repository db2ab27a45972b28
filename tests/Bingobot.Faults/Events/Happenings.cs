using System.Text.Json.Serialization;
using Bingobot.Events;

namespace Bingobot.Faults.Events;

/// <summary>Published: something of a name was counted.</summary>
public sealed record Counted(string Name, string Text);

/// <summary>Published: nothing follows from it but state.</summary>
public sealed record Noted(string Text);

/// <summary>Decided on every <see cref="Counters.Round"/>th <see cref="Counted"/> of a name, and done to the world.</summary>
public sealed record Rounded(string Id, string Name, int Count);

/// <summary>Decided after <see cref="Rounded"/> was applied, in the same batch: what another module's state was then.</summary>
public sealed record Compared(string Name, int Alarms);

/// <summary>Published: sets a timer.</summary>
public sealed record AlarmSet(string Key, int Milliseconds, string Text);

/// <summary>Published: takes a timer back, if it is still set.</summary>
public sealed record AlarmCancelled(string Key, string Text);

/// <summary>Decided when a timer fires, and done to the world.</summary>
public sealed record AlarmRang(string Id, string Key);

/// <summary>Ingested: a fact of a source that counts its facts.</summary>
public sealed record Arrived(long Position, string Text);

/// <summary>An effect: what is reported to the outside world. It tells where it comes from.</summary>
/// <param name="Sequence">The event.</param>
/// <param name="Module">The module.</param>
/// <param name="Index">Its place among the effects of that event and module.</param>
/// <param name="Lane">Its lane.</param>
public sealed record Report(long Sequence, string Module, int Index, string Lane)
{
    /// <summary>Whether it is an effect of the kind that is attempted once at most.</summary>
    [JsonIgnore]
    public bool IsCall => Module == Counters.ModuleName && Index == Counters.CallIndex;

    /// <summary>What the world answers, whenever it is asked: the event decides.</summary>
    public ReportAnswer Answer() =>
        Sequence % 13 == 0 ? ReportAnswer.Refused
        : Sequence % 17 == 0 ? ReportAnswer.Unclear
        : ReportAnswer.Done;
}

/// <summary>How the outside world answers a report for good.</summary>
public enum ReportAnswer
{
    Done,

    /// <summary>Certainly not done.</summary>
    Refused,

    /// <summary>The world says that it does not know.</summary>
    Unclear,
}

/// <summary>The names of events and effects.</summary>
public static class Happenings
{
    public static readonly EventType<Counted> Counted = new("Counted", HappeningsJson.Default.Counted);
    public static readonly EventType<Noted> Noted = new("Noted", HappeningsJson.Default.Noted);
    public static readonly EventType<Rounded> Rounded = new("Rounded", HappeningsJson.Default.Rounded);
    public static readonly EventType<Compared> Compared = new("Compared", HappeningsJson.Default.Compared);
    public static readonly EventType<AlarmSet> AlarmSet = new("AlarmSet", HappeningsJson.Default.AlarmSet);
    public static readonly EventType<AlarmCancelled> AlarmCancelled = new("AlarmCancelled", HappeningsJson.Default.AlarmCancelled);
    public static readonly EventType<AlarmRang> AlarmRang = new("AlarmRang", HappeningsJson.Default.AlarmRang);
    public static readonly EventType<Arrived> Arrived = new("Arrived", HappeningsJson.Default.Arrived);
    public static readonly EffectType<Report> Report = new("report", HappeningsJson.Default.Report);

    /// <summary>What must not be done twice, and cannot be looked up.</summary>
    public static readonly EffectType<Report> Call = new("call", HappeningsJson.Default.Report)
    {
        Policy = new EffectPolicy { OnUnknown = OnUnknown.GiveUp },
    };

    /// <summary>Fresh modules for one stream or replay.</summary>
    public static IReadOnlyList<IModule> Modules() => [new Counters(), new Alarms(), new Arrivals()];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Counted))]
[JsonSerializable(typeof(Noted))]
[JsonSerializable(typeof(Rounded))]
[JsonSerializable(typeof(Compared))]
[JsonSerializable(typeof(AlarmSet))]
[JsonSerializable(typeof(AlarmCancelled))]
[JsonSerializable(typeof(AlarmRang))]
[JsonSerializable(typeof(Arrived))]
[JsonSerializable(typeof(Report))]
[JsonSerializable(typeof(CountersState))]
[JsonSerializable(typeof(AlarmsState))]
[JsonSerializable(typeof(ArrivalsState))]
[JsonSerializable(typeof(SeededState))]
[JsonSerializable(typeof(StateDigest[]))]
public sealed partial class HappeningsJson : JsonSerializerContext;
