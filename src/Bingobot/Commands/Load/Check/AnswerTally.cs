namespace Bingobot.Commands.Load.Check;

/// <summary>What became of the interactions.</summary>
internal sealed record AnswerTally
{
    /// <summary>How many were answered, once.</summary>
    public int Once { get; private init; }

    /// <summary>How many of these were deferred before.</summary>
    public int Deferred { get; private init; }

    /// <summary>How many the bot has not heard of: they are in a gap, or counted as lost.</summary>
    public int Unheard { get; private init; }

    /// <summary>How many it wanted to answer after the 3 s in which it could.</summary>
    public int Late { get; private init; }

    /// <summary>How many have no answer for no reason.</summary>
    public int Missing { get; private init; }

    /// <summary>How many were answered more than once.</summary>
    public int Twice { get; private init; }

    /// <summary>Counts.</summary>
    /// <param name="sent">What the sandbox saw, after the comparison with the stream.</param>
    /// <param name="isLate">Whether the sandbox took no answer of it any more.</param>
    /// <param name="marks">Those that nobody but the load asked: they are asked again where they are late.</param>
    public static AnswerTally Of(SentRecord sent, Func<ulong, bool> isLate, IReadOnlySet<ulong> marks)
    {
        int once = 0, deferred = 0, unheard = 0, late = 0, missing = 0, twice = 0;
        foreach ((ulong id, AskedInteraction asked) in sent.Interactions)
        {
            if (asked.Acknowledged > 1 || asked.Messages > 1 || asked.Recorded > 1)
                twice++;
            else if (asked.IsAnswered)
                (once, deferred) = (once + 1, deferred + (asked.IsDeferred ? 1 : 0));
            else if (!asked.IsHeard)
                unheard++;
            else if (asked.Acknowledged == 0 && isLate(id))
                late += marks.Contains(id) ? 0 : 1;
            else
                missing++;
        }

        return new AnswerTally
        {
            Once = once,
            Deferred = deferred,
            Unheard = unheard,
            Late = late,
            Missing = missing,
            Twice = twice,
        };
    }
}
