using System.Text.Json;
using Bingobot.Faults.Events;

namespace Bingobot.Events.Tests.Faults;

/// <summary>The part of the book that is about what is still to come: timers and effects.</summary>
internal sealed partial class Book
{
    private readonly SortedSet<(DateTimeOffset Due, long Sequence, ulong Partition, string Key)> _timers = [];
    private readonly Dictionary<(ulong Partition, string Key), (DateTimeOffset Due, long Sequence, ulong Partition, string Key)> _timersByKey = [];
    private readonly Dictionary<string, Report> _pending = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Report> _letters = new(StringComparer.Ordinal);
    private readonly HashSet<string> _started = new(StringComparer.Ordinal);
    private readonly HashSet<string> _everStarted = new(StringComparer.Ordinal);
    private readonly List<(Recorded Event, Deed Deed)> _givenUpThoughAnswered = [];
    private readonly HashSet<string> _ofLetters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Queue<Report>> _lanes = new(StringComparer.Ordinal);

    /// <summary>Timers that fired.</summary>
    public int Fired { get; private set; }

    /// <summary>Results of effects.</summary>
    public int Results { get; private set; }

    /// <summary>Effects that came to nothing since it is not known whether they were done.</summary>
    public int GivenUp { get; private set; }

    /// <summary>Dead letters that people had tried again.</summary>
    public int Retried { get; private set; }

    /// <summary>Dead letters that people struck off.</summary>
    public int Discarded { get; private set; }

    private int TimersOf(ulong partition) => _timersByKey.Keys.Count(timer => timer.Partition == partition);

    private void SetTimer(Recorded e, string key, int milliseconds)
    {
        CancelTimer(e.Partition, key);
        var timer = (e.Time.AddMilliseconds(milliseconds), e.Sequence, e.Partition, key);
        _timers.Add(timer);
        _timersByKey.Add((e.Partition, key), timer);
    }

    private void CancelTimer(ulong partition, string key)
    {
        if (_timersByKey.Remove((partition, key), out var timer))
            _timers.Remove(timer);
    }

    /// <summary>Once, not early, and none that is due before it is still waiting.</summary>
    private void Fire(Recorded e, TimerFired fired)
    {
        Require(fired.Module == Alarms.ModuleName && _timersByKey.TryGetValue((e.Partition, fired.Key), out var timer), e, "there is no such timer");
        timer = _timersByKey[(e.Partition, fired.Key)];
        Require(fired.Due == timer.Due && e.Time >= timer.Due, e, $"it was due at {timer.Due:O}");
        Require(_timers.Min == timer, e, $"{_timers.Min} is due before it");
        CancelTimer(e.Partition, fired.Key);
        NoteCause(e, timer.Sequence, Alarms.ModuleName);
        _following.Enqueue(("AlarmRang", e.Partition, fired.Key));
        Fired++;
    }

    private void Derive(Report report)
    {
        _pending.Add(Ids.Effect(_stream, report.Sequence, report.Module, report.Index), report);
        Queue(report);
    }

    private void Queue(Report report)
    {
        if (report.Lane.Length == 0)
            return;
        if (!_lanes.TryGetValue(report.Lane, out Queue<Report>? lane))
            _lanes.Add(report.Lane, lane = new Queue<Report>());
        lane.Enqueue(report);
    }

    /// <summary>What must not be done twice is marked once before it is attempted.</summary>
    private void Start(Recorded e, EffectStarted started)
    {
        Require(_pending.TryGetValue(started.Effect, out Report? report) && report.IsCall, e, "no such call is pending");
        Require(_started.Add(started.Effect), e, "it is marked already");
        _everStarted.Add(started.Effect);
        outside.Spend(started.Effect);
        NoteCause(e, report!.Sequence, report.Module);
    }

    /// <summary>One for each effect, of something that was asked for, as it was answered, in the order of the lane.</summary>
    private void TakeResult(Recorded e)
    {
        (string id, string module, JsonElement? result) = e.Type switch
        {
            "EffectSucceeded" => Of(Read(e, RuntimeJson.Default.EffectSucceeded)),
            "EffectFailed" => Of(Read(e, RuntimeJson.Default.EffectFailed)),
            _ => Of(Read(e, RuntimeJson.Default.EffectUnknown)),
        };
        Require(_pending.Remove(id, out Report? report), e, "no such effect was derived, or it has a result already");
        Require(report!.Module == module, e, $"{report.Module} derived the effect");
        NoteCause(e, report.Sequence, report.Module);
        Deed? deed = outside.Find(id);
        if (report.IsCall)
            Require(_started.Remove(id), e, "it was not marked before it was attempted");
        if (e.Type != "EffectUnknown" || !report.IsCall)
            CheckAnswer(e, report, deed, result);
        else if (report.Answer() != ReportAnswer.Unclear)
            GiveUp(e, deed);
        if (report.Lane.Length > 0)
            Require(_lanes[report.Lane].Dequeue() == report, e, "its lane has an effect before it");
        if (deed is not null)
            outside.Settle(deed, _run);
        if (e.Type != "EffectSucceeded")
            _letters.Add(id, report);
        Results++;
    }

    /// <summary>
    /// What is attempted once at most is given up where no answer came; where one came, in this run, it counts. Whether it came before
    /// a person had it tried again is told by what follows.
    /// </summary>
    private void GiveUp(Recorded e, Deed? deed)
    {
        if (deed is { IsAnswered: true } && deed.LastRun == _run)
            _givenUpThoughAnswered.Add((e, deed));
        GivenUp++;
    }

    private void CheckGivenUp()
    {
        foreach ((Recorded e, Deed deed) in _givenUpThoughAnswered)
            Require(deed.RetriedIn.Contains(_run), e, "it was answered");
        _givenUpThoughAnswered.Clear();
    }

    private void CheckAnswer(Recorded e, Report report, Deed? deed, JsonElement? result)
    {
        Require(deed is not null && deed.Report == report, e, "it is the result of an effect that was never asked for");
        Require(
            e.Type == report.Answer() switch { ReportAnswer.Done => "EffectSucceeded", ReportAnswer.Refused => "EffectFailed", _ => "EffectUnknown" },
            e, $"the answer was {report.Answer()}");
        if (report.Answer() == ReportAnswer.Done)
            Require(result?.GetProperty("n").GetInt32() == deed!.Number, e, $"the effect was number {deed!.Number}");
    }

    /// <summary>A person had a dead letter tried again: it stands behind all that was pending before.</summary>
    private void Retry(Recorded e, EffectRetried retried)
    {
        Require(_letters.Remove(retried.Effect, out Report? report), e, "there is no such dead letter");
        _pending.Add(retried.Effect, report!);
        Queue(report!);
        NoteCause(e, report!.Sequence, report.Module);
        outside.Reopen(retried.Effect, _run);
        _ofLetters.Add(retried.Effect);
        Retried++;
    }

    private void Discard(Recorded e, EffectDiscarded discarded)
    {
        Require(_letters.Remove(discarded.Effect, out Report? report), e, "there is no such dead letter");
        NoteCause(e, report!.Sequence, report.Module);
        _ofLetters.Add(discarded.Effect);
        Discarded++;
    }

    private static (string Id, string Module, JsonElement? Result) Of(EffectSucceeded e) => (e.Effect, e.Module, e.Result);

    private static (string Id, string Module, JsonElement? Result) Of(EffectFailed e) => (e.Effect, e.Module, null);

    private static (string Id, string Module, JsonElement? Result) Of(EffectUnknown e) => (e.Effect, e.Module, null);

    /// <summary>What people did with a dead letter was acknowledged.</summary>
    public void CheckLetter(string id) => Assert.True(
        _ofLetters.Contains(id), $"run {_run}: the dead letter {id} was taken care of, and the log, which ends with {Last}, does not say so");

    /// <summary>What was asked for stands in the log, and in a lane the effects before it have their results there.</summary>
    private void CheckAsked()
    {
        foreach (Deed deed in outside.Unsettled())
        {
            Report report = deed.Report;
            Assert.True(
                _pending.TryGetValue(deed.Id, out Report? derived) && derived == report,
                $"run {_run}: {report} was asked for, and the log, which ends with {Last}, does not bring it about");
            Assert.True(!report.IsCall || _everStarted.Contains(deed.Id), $"run {_run}: {report} was asked for, and the log has no mark of it");
            if (report.Lane.Length > 0 && deed.RetriedIn.Count == 0)
                Assert.True(_lanes[report.Lane].Peek() == report, $"run {_run}: {report} was asked for, while {_lanes[report.Lane].Peek()} has no result");
        }
    }
}
