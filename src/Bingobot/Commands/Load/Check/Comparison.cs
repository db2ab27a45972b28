using System.Globalization;
using Bingobot.Events;
using Bingobot.Framework;

namespace Bingobot.Commands.Load.Check;

/// <summary>
/// Compares what a bot has recorded with what its sandbox says that it has sent: each once, under the session and number under
/// which it was sent, in order.
/// </summary>
internal sealed class Comparison(SentRecord sent, IReadOnlyCollection<string> lostOnPurpose)
{
    private const int MostNamed = 10;

    private readonly Dictionary<FactKind, Tally> _tallies = Enum.GetValues<FactKind>().ToDictionary(kind => kind, _ => new Tally());
    private readonly Dictionary<string, (SentSession Lost, SentSession Next)> _begun = new(StringComparer.Ordinal);
    private readonly List<(SentSession Lost, SentSession Next)> _gaps = [];
    private readonly List<string> _named = [];

    /// <summary>How many of each kind were sent, and what became of them.</summary>
    public IReadOnlyDictionary<FactKind, Tally> Tallies => _tallies;

    /// <summary>The gaps that the bot has noticed.</summary>
    public int Gaps => _gaps.Count;

    /// <summary>Facts of the stream that were not sent like that.</summary>
    public long NeverSent { get; private set; }

    /// <summary>Facts that stand before one that was sent earlier in the same session.</summary>
    public long OutOfOrder { get; private set; }

    /// <summary>The first of what is wrong, for people.</summary>
    public IReadOnlyList<string> Named => _named;

    /// <summary>Compares.</summary>
    /// <param name="recorded">The events of the bot's stream, in order; at least those of <see cref="RecordedFacts.Types"/>.</param>
    public async Task RunAsync(IAsyncEnumerable<Recorded> recorded)
    {
        await foreach (Recorded e in recorded)
            Look(e);
        foreach (Wanted wanted in sent.Sessions.Values.SelectMany(session => session.All).Concat(sent.Unheard))
            Count(wanted);
    }

    /// <summary>Whether it is in a gap that the bot has noticed, and that was made on purpose.</summary>
    /// <param name="ordinal">Its place among all that the sandbox did.</param>
    public bool IsInGap(long ordinal) => _gaps.Exists(gap =>
        gap.Lost.RecordedUpTo < ordinal && ordinal < gap.Next.Ordinal && lostOnPurpose.Contains(gap.Lost.Id));

    private void Look(Recorded e)
    {
        if (e.Type == FrameworkEvents.InteractionAnswered.Name)
        {
            if (sent.Interactions.TryGetValue(
                RecordedFacts.Read(e, FrameworkEvents.InteractionAnswered.Json).Interaction.Value, out AskedInteraction? asked))
                asked.Recorded++;
        }
        else if (e.Type == FrameworkEvents.GapDetected.Name)
        {
            if (_begun.Remove(RecordedFacts.Read(e, FrameworkEvents.GapDetected.Json).Source, out var gap))
                _gaps.Add(gap);
        }
        else if (RecordedFacts.KeyOf(e) is { } key)
        {
            Match(e, key);
        }
    }

    private void Match(Recorded e, FactKey key)
    {
        if (e.Cursor is not { } cursor
            || !sent.Sessions.TryGetValue(cursor.Session, out SentSession? session)
            || session.Find(cursor.Position) is not { } wanted
            || wanted.Key != key)
        {
            NeverSent++;
            Name(string.Create(CultureInfo.InvariantCulture, $"event {e.Sequence} ({e.Type}) was not sent like that"));
            return;
        }

        if (!session.Record(wanted) && wanted.Recorded == 1)
        {
            OutOfOrder++;
            Name(string.Create(CultureInfo.InvariantCulture, $"event {e.Sequence} ({e.Type}) is out of order"));
        }

        if (key.Kind == FactKind.Interaction)
            sent.Interactions[key.Id].IsHeard = true;
        if (key.Kind == FactKind.Session
            && RecordedFacts.Read(e, FrameworkEvents.SessionStarted.Json) is { LostSession: { } lost } started
            && sent.Sessions.TryGetValue(lost, out SentSession? replaced))
            _begun[started.Source] = (replaced, session);
    }

    private void Count(Wanted wanted)
    {
        Tally tally = _tallies[wanted.Key.Kind];
        tally.Sent++;
        if (wanted.Recorded > 0)
            tally.Arrived++;
        else if (IsInGap(wanted.Ordinal))
            tally.InGaps++;
        else
            tally.Lost++;
        tally.Doubled += Math.Max(0, wanted.Recorded - 1);
        if (wanted.Recorded != 1 && !IsInGap(wanted.Ordinal))
            Name(string.Create(CultureInfo.InvariantCulture, $"{wanted.Key} at {wanted.Sequence} was recorded {wanted.Recorded} times"));
    }

    private void Name(string fault)
    {
        if (_named.Count < MostNamed)
            _named.Add(fault);
    }
}
