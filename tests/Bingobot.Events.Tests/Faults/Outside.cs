using System.Globalization;
using System.Text;
using System.Text.Json;
using Bingobot.Faults.Events;

namespace Bingobot.Events.Tests.Faults;

/// <summary>How the outside world reacts to one attempt at an effect.</summary>
/// <param name="Answer">What it answers for good; null where it answers nothing of use.</param>
/// <param name="IsDropped">Whether the connection is cut in place of an answer.</param>
/// <param name="Result">What comes with <see cref="ReportAnswer.Done"/>, JSON.</param>
/// <param name="DelayMilliseconds">How late the answer is.</param>
internal sealed record Reaction(ReportAnswer? Answer, bool IsDropped, byte[] Result, int DelayMilliseconds);

/// <summary>What the outside world knows of one effect.</summary>
internal sealed class Deed(string id, Report report)
{
    public string Id => id;

    public Report Report => report;

    /// <summary>How often it was asked for.</summary>
    public int Attempts { get; set; }

    /// <summary>Its number among what was done; 0 where it was not.</summary>
    public int Number { get; set; }

    /// <summary>The run of the worker that asked for it last.</summary>
    public int LastRun { get; set; }

    /// <summary>Whether that run was answered for good.</summary>
    public bool IsAnswered { get; set; }

    /// <summary>Whether that run was told that nothing was done, and to try again.</summary>
    public bool IsPutOff { get; set; }

    /// <summary>The run in which its result was recorded.</summary>
    public int SettledIn { get; set; } = int.MaxValue;

    /// <summary>The runs in which people asked for another try.</summary>
    public HashSet<int> RetriedIn { get; } = [];
}

/// <summary>
/// The outside world of one stream: does what it is asked for, once for each key, answers late, not at all, or that it is busy, and
/// notes whatever a runtime that does each effect once would not ask for. Thread-safe.
/// </summary>
internal sealed class Outside(int seed)
{
    private readonly Lock _gate = new();
    private readonly Random _random = new(seed);
    private readonly Dictionary<string, Deed> _deeds = new(StringComparer.Ordinal);
    private readonly Dictionary<(long, string, int), string> _origins = [];
    private readonly HashSet<Deed> _unsettled = [];
    private readonly List<(Deed Deed, int Run, string Fault)> _again = [];
    private readonly List<string> _faults = [];

    /// <summary>What was attempted once, as far as the log was read.</summary>
    private readonly HashSet<string> _spent = new(StringComparer.Ordinal);
    private int _done;
    private int _repeated;
    private int _closed;

    /// <summary>Effects that were done.</summary>
    public int Done => Volatile.Read(ref _done);

    /// <summary>Attempts at effects that had been done before, with the same key.</summary>
    public int Again => Volatile.Read(ref _repeated);

    /// <summary>Whether it answers at once from now on.</summary>
    public bool IsCalm { get; set; }

    /// <summary>How long an attempt is on its way: some arrive when the run that made them is over.</summary>
    public int MillisecondsToArrive()
    {
        lock (_gate)
            return !IsCalm && _random.Next(8) == 0 ? _random.Next(60) : 0;
    }

    /// <summary>An attempt at an effect.</summary>
    /// <param name="run">The run of the worker that makes it.</param>
    /// <param name="id">The effect's id, the key.</param>
    /// <param name="body">The <see cref="Report"/>.</param>
    public Reaction Ask(int run, string id, ReadOnlySpan<byte> body)
    {
        Report report = JsonSerializer.Deserialize(body, HappeningsJson.Default.Report)!;
        lock (_gate)
        {
            if (run <= _closed)
                return new Reaction(null, IsDropped: true, [], 0);
            Deed deed = FindUnsynchronized(run, id, report);
            deed.Attempts++;
            deed.LastRun = run;
            int dice = IsCalm ? 99 : _random.Next(100);
            bool isReached = dice >= 9;
            deed.IsAnswered = dice >= 17;
            deed.IsPutOff = dice is >= 3 and < 9;
            if (!isReached)
                return new Reaction(null, IsDropped: dice < 3, [], 0);
            if (deed.Number > 0)
                _repeated++;
            else if (report.Answer() != ReportAnswer.Refused)
                deed.Number = ++_done;
            byte[] result = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""{"n":{{deed.Number}}}"""));
            int delay = dice < 27 ? _random.Next(1, 20) : 0;
            return new Reaction(report.Answer(), IsDropped: !deed.IsAnswered, result, delay);
        }
    }

    /// <summary>
    /// A run is over, and its log is about to be read. What it sent and is still on its way never arrives: taken for an attempt, it
    /// would come after what the log says of it.
    /// </summary>
    public void Close(int run)
    {
        lock (_gate)
            _closed = run;
    }

    /// <summary>What is known of an effect, or null.</summary>
    public Deed? Find(string id)
    {
        lock (_gate)
            return _deeds.GetValueOrDefault(id);
    }

    /// <summary>Its result is recorded: it is not to be asked for any more by later runs.</summary>
    public void Settle(Deed deed, int run)
    {
        lock (_gate)
        {
            deed.SettledIn = run;
            _unsettled.Remove(deed);
        }
    }

    /// <summary>People asked for another try: it is to be asked for again, as often as one that was never asked for.</summary>
    public void Reopen(string id, int run)
    {
        lock (_gate)
        {
            _spent.Remove(id);
            if (!_deeds.TryGetValue(id, out Deed? deed))
                return;
            deed.RetriedIn.Add(run);
            deed.SettledIn = int.MaxValue;
            _unsettled.Add(deed);
        }
    }

    /// <summary>The log says that an attempt was about to begin: of what is attempted once at most, later runs ask no more.</summary>
    public void Spend(string id)
    {
        lock (_gate)
            _spent.Add(id);
    }

    /// <summary>What was asked for and has no recorded result.</summary>
    public IReadOnlyList<Deed> Unsettled()
    {
        lock (_gate)
            return [.. _unsettled];
    }

    /// <summary>What should not have been asked for. Whoever asks has told of all that people retried.</summary>
    public IReadOnlyList<string> Faults()
    {
        lock (_gate)
        {
            _faults.AddRange(_again.Where(again => !again.Deed.RetriedIn.Contains(again.Run)).Select(again => again.Fault));
            _again.Clear();
            return [.. _faults];
        }
    }

    private Deed FindUnsynchronized(int run, string id, Report report)
    {
        if (!_deeds.TryGetValue(id, out Deed? deed))
        {
            deed = new Deed(id, report);
            _deeds.Add(id, deed);
            _unsettled.Add(deed);
            if (!_origins.TryAdd((report.Sequence, report.Module, report.Index), id))
                _faults.Add($"run {run}: {report} is asked for with the key {id}, and was with another one before");
        }

        if (deed.Report != report)
            _faults.Add($"run {run}: the key {id} is that of {deed.Report}, and is used for {report}");
        if (report.IsCall && run != deed.LastRun && _spent.Contains(id))
            NoteAgain("though an attempt was recorded, and it is not to be done twice");
        if (run > deed.SettledIn)
            NoteAgain($"though its result was recorded in run {deed.SettledIn}");
        if (run == deed.LastRun && deed.IsAnswered)
            NoteAgain("though it was answered");
        if (report.IsCall && run == deed.LastRun && !deed.IsPutOff)
            NoteAgain("though it may have been done, and is not to be done twice");
        return deed;

        void NoteAgain(string why) => _again.Add((deed, run, $"run {run}: {report} is asked for again, {why}"));
    }
}
