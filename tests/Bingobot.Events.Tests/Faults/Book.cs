using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using Bingobot.Events.Tests.Samples;
using Bingobot.Faults.Events;

namespace Bingobot.Events.Tests.Faults;

/// <summary>
/// What a stream must be, kept beside it without the runtime's help: takes the recorded events one by one, in order, and throws at
/// the first one that a correct runtime would not have recorded there.
/// </summary>
/// <param name="outside">The outside world of the stream.</param>
internal sealed partial class Book(Outside outside)
{
    private readonly List<ulong> _sums = [];
    private readonly Dictionary<long, Recorded> _ofRun = [];
    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<(ulong, string), int> _counts = [];
    private readonly Queue<(string Type, ulong Partition, string Content)> _following = [];
    private readonly List<Recorded> _all = [];
    private string _stream = "";
    private DateTimeOffset _time;
    private int _run;

    /// <summary>The newest sequence.</summary>
    public long Last => _sums.Count;

    /// <summary>All events that ever were.</summary>
    public IReadOnlyList<Recorded> All => _all;

    /// <summary>The newest cursor.</summary>
    public Cursor? Cursor { get; private set; }

    /// <summary>Acknowledgements that were checked.</summary>
    public int Acknowledged { get; private set; }

    /// <summary>A new run of the worker begins.</summary>
    public void Begin(int run)
    {
        _run = run;
        _compactions.Clear();
        _ofRun.Clear();
    }

    /// <summary>The next event that the log holds.</summary>
    public void Add(Recorded e)
    {
        NoteUnseen(e);
        Require(e.Sequence == Last + 1, e, $"sequence {Last + 1} follows");
        Require(e.Time >= _time, e, $"the time before it is {_time:O}");
        _time = e.Time;
        _sums.Add(SumOf(e));
        _all.Add(e);
        _ofRun.Add(e.Sequence, e);
        if (e.Cursor is not null)
            Advance(e);
        NoteRetention(e);
        if (_following.TryDequeue(out var follows))
            Require(e.Type == follows.Type && e.Partition == follows.Partition, e, $"{follows} is decided on the event before it");
        Take(e, follows.Content);
    }

    /// <summary>The run is over, and all that it left is in the book.</summary>
    public void End()
    {
        Assert.True(_following.Count == 0, $"run {_run}: the log ends with {Last}, within a batch: {string.Join(", ", _following)} is missing");
        CheckGivenUp();
        CheckAsked();
        IReadOnlyList<string> faults = outside.Faults();
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    /// <summary>A publication was acknowledged.</summary>
    public void CheckAcknowledged(long sequence, string type, ulong partition, string text)
    {
        Recorded e = CheckThere(sequence, $"{type} {text}");
        Require(e.Type == type && e.Partition == partition && TextOf(e) == text, e, $"{type} {partition} {text} was acknowledged");
    }

    /// <summary>An ingestion was acknowledged.</summary>
    public void CheckIngested(long sequence, string session, long position)
    {
        Recorded e = CheckThere(sequence, $"{session} {position}");
        Require(e.Cursor?.Session == session && e.Cursor.Position == position, e, $"{session} {position} was acknowledged");
    }

    /// <summary>An ingestion was found to be a duplicate.</summary>
    public void CheckKnown(string session, long position) => Assert.True(
        Cursor?.Session == session && Cursor.Position >= position, $"run {_run}: {session} {position} was dropped as known; the log holds {Cursor}");

    /// <summary>Nothing is left to be done.</summary>
    public void CheckSettled()
    {
        Assert.True(_timers.Count == 0, $"{_timers.Count} timers have not fired: {_timers.Min}");
        Assert.True(_pending.Count == 0, $"{_pending.Count} effects have no result: {_pending.Keys.FirstOrDefault()}");
        Assert.Empty(outside.Unsettled());
    }

    private static ulong SumOf(Recorded e) => XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(SomeEvents.Show(e)));

    private static string? TextOf(Recorded e) => e.Type switch
    {
        "Counted" => Read(e, HappeningsJson.Default.Counted).Text,
        "Noted" => Read(e, HappeningsJson.Default.Noted).Text,
        "AlarmSet" => Read(e, HappeningsJson.Default.AlarmSet).Text,
        "AlarmCancelled" => Read(e, HappeningsJson.Default.AlarmCancelled).Text,
        _ => null,
    };

    private static T Read<T>(Recorded e, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> json) =>
        JsonSerializer.Deserialize(e.Data.Span, json)!;

    private Recorded CheckThere(long sequence, string what)
    {
        Acknowledged++;
        return _ofRun.TryGetValue(sequence, out Recorded? e)
            ? e
            : throw new InvalidOperationException($"run {_run}: {sequence} ({what}) was acknowledged, and is not there; the log ends with {Last}");
    }

    private void Require(bool holds, Recorded e, string otherwise)
    {
        if (!holds)
            throw new InvalidOperationException($"run {_run}: {SomeEvents.Show(e)}: {otherwise}");
    }

    /// <summary>The source sends every position of a session once, in order.</summary>
    private void Advance(Recorded e)
    {
        Cursor cursor = e.Cursor!;
        long before = Cursor?.Session == cursor.Session ? Cursor.Position : 0;
        Require(cursor.Position == before + 1, e, $"position {before + 1} of the session follows");
        Require(cursor.Position % Load.QuietPosition == 0 ? e.Type == "CursorAdvanced" : e.Type == "Arrived", e, "the source sent another fact");
        Cursor = cursor;
    }

    private void Take(Recorded e, string content)
    {
        if (TextOf(e) is { } text)
            Require(_texts.Add(text), e, "it was recorded before");
        switch (e.Type)
        {
            case "Counted":
                Count(e, Read(e, HappeningsJson.Default.Counted));
                break;
            case "Rounded":
                Round(e, Read(e, HappeningsJson.Default.Rounded), content);
                break;
            case "Compared":
                Compared compared = Read(e, HappeningsJson.Default.Compared);
                Require($"{compared.Name} {compared.Alarms}" == $"{content} {TimersOf(e.Partition)}", e, $"{content} {TimersOf(e.Partition)} is decided");
                break;
            case "AlarmSet":
                AlarmSet set = Read(e, HappeningsJson.Default.AlarmSet);
                SetTimer(e, set.Key, set.Milliseconds);
                break;
            case "AlarmCancelled":
                CancelTimer(e.Partition, Read(e, HappeningsJson.Default.AlarmCancelled).Key);
                break;
            case "TimerFired":
                Fire(e, Read(e, RuntimeJson.Default.TimerFired));
                break;
            case "AlarmRang":
                Ring(e, Read(e, HappeningsJson.Default.AlarmRang), content);
                break;
            case "Arrived":
                Require(Read(e, HappeningsJson.Default.Arrived) == Load.FactAt(e.Cursor!.Session, e.Cursor.Position), e, "the source sent another fact");
                break;
            case "EffectStarted":
                Start(e, Read(e, RuntimeJson.Default.EffectStarted));
                break;
            case "EffectSucceeded" or "EffectFailed" or "EffectUnknown":
                TakeResult(e);
                break;
            case "EffectRetried":
                Retry(e, Read(e, RuntimeJson.Default.EffectRetried));
                break;
            case "EffectDiscarded":
                Discard(e, Read(e, RuntimeJson.Default.EffectDiscarded));
                break;
            case "StreamCreated":
                Require(e.Sequence == 1, e, "a stream is created once, first");
                _stream = Read(e, RuntimeJson.Default.StreamCreated).Stream;
                break;
            default:
                Require(e.Type is "RuntimeStarted" or "CursorAdvanced" or "Noted" or "StreamCompacted", e, "nobody records it");
                Require(e.Sequence > 1, e, "a stream is created first");
                break;
        }
    }

    private void Count(Recorded e, Counted counted)
    {
        int count = _counts[(e.Partition, counted.Name)] = _counts.GetValueOrDefault((e.Partition, counted.Name)) + 1;
        if (count % Counters.Round != 0)
            return;
        _following.Enqueue(("Rounded", e.Partition, $"{counted.Name} {count}"));
        _following.Enqueue(("Compared", e.Partition, counted.Name));
    }

    private void Round(Recorded e, Rounded rounded, string content)
    {
        Require($"{rounded.Name} {rounded.Count}" == content, e, $"{content} is decided");
        Require(_ids.Add(rounded.Id), e, "its id is taken");
        Derive(new Report(e.Sequence, Counters.ModuleName, 0, Counters.LaneOf(e.Partition)));
        if (Counters.IsReportedTwice(rounded))
            Derive(new Report(e.Sequence, Counters.ModuleName, Counters.CallIndex, ""));
    }

    private void Ring(Recorded e, AlarmRang rang, string content)
    {
        Require(rang.Key == content, e, $"{content} rang");
        Require(_ids.Add(rang.Id), e, "its id is taken");
        Derive(new Report(e.Sequence, Alarms.ModuleName, 0, ""));
        if (Alarms.Following(rang.Key) is { } following)
            SetTimer(e, following.Key, following.Milliseconds);
    }
}
