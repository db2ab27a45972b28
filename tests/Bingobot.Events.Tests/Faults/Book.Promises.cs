using System.Text.Json;
using Bingobot.Faults.Events;

namespace Bingobot.Events.Tests.Faults;

/// <summary>The part of the book that is about what is still to come: timers and effects.</summary>
internal sealed partial class Book
{
    private readonly SortedSet<(DateTimeOffset Due, long Sequence, ulong Partition, string Key)> _timers = [];
    private readonly Dictionary<(ulong Partition, string Key), (DateTimeOffset Due, long Sequence, ulong Partition, string Key)> _timersByKey = [];
    private readonly Dictionary<(long Sequence, string Module, int Index), Report> _pending = [];
    private readonly Dictionary<string, Queue<Report>> _lanes = new(StringComparer.Ordinal);

    /// <summary>Timers that fired.</summary>
    public int Fired { get; private set; }

    /// <summary>Results of effects.</summary>
    public int Results { get; private set; }

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
        _following.Enqueue(("AlarmRang", e.Partition, fired.Key));
        Fired++;
    }

    private void Derive(Report report)
    {
        _pending.Add((report.Sequence, report.Module, report.Index), report);
        if (report.Lane.Length == 0)
            return;
        if (!_lanes.TryGetValue(report.Lane, out Queue<Report>? lane))
            _lanes.Add(report.Lane, lane = new Queue<Report>());
        lane.Enqueue(report);
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
        Deed? deed = outside.Find(id);
        Require(deed is not null, e, "it is the result of an effect that was never asked for");
        Report report = deed!.Report;
        Require(report.Module == module, e, $"{report.Module} derived the effect");
        Require(
            e.Type == report.Answer() switch { ReportAnswer.Done => "EffectSucceeded", ReportAnswer.Refused => "EffectFailed", _ => "EffectUnknown" },
            e, $"the answer was {report.Answer()}");
        if (report.Answer() == ReportAnswer.Done)
            Require(result?.GetProperty("n").GetInt32() == deed.Number, e, $"the effect was number {deed.Number}");
        Require(
            _pending.Remove((report.Sequence, report.Module, report.Index), out Report? derived) && derived == report, e,
            "no such effect was derived, or it has a result already");
        if (report.Lane.Length > 0)
            Require(_lanes[report.Lane].Dequeue() == report, e, "its lane has an effect before it");
        outside.Settle(deed, _run);
        Results++;
    }

    private static (string Id, string Module, JsonElement? Result) Of(EffectSucceeded e) => (e.Effect, e.Module, e.Result);

    private static (string Id, string Module, JsonElement? Result) Of(EffectFailed e) => (e.Effect, e.Module, null);

    private static (string Id, string Module, JsonElement? Result) Of(EffectUnknown e) => (e.Effect, e.Module, null);

    /// <summary>What was asked for stands in the log, and in a lane the effects before it have their results there.</summary>
    private void CheckAsked()
    {
        foreach (Deed deed in outside.Unsettled())
        {
            Report report = deed.Report;
            Assert.True(
                _pending.TryGetValue((report.Sequence, report.Module, report.Index), out Report? derived) && derived == report,
                $"run {_run}: {report} was asked for, and the log, which ends with {Last}, does not bring it about");
            if (report.Lane.Length > 0)
                Assert.True(_lanes[report.Lane].Peek() == report, $"run {_run}: {report} was asked for, while {_lanes[report.Lane].Peek()} has no result");
        }
    }
}
