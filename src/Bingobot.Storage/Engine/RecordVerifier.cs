using Bingobot.Storage.Format;

namespace Bingobot.Storage.Engine;

/// <summary>
/// Judges the records that a slot names. Forwards from the head, stepping over a record that is damaged when the next one shows
/// where it ended; where none does, backwards from the tail down to the damage; and between the two, from wherever records fit
/// one another again.
/// </summary>
internal sealed class RecordVerifier(
    VerifySource source, Slot state, EngineTuning tuning, FaultList faults, Action<long> advance, SalvageVisitor? visitor = null)
{
    /// <summary>Damaged records in a row that are still told one by one.</summary>
    private const int MostInARow = 1000;

    private readonly VerifyWindow _window = new(source, (int)Math.Min(tuning.ReadBytes, state.Tail - state.Head + Frame.ChainBytes));
    private readonly List<RecordFault> _inRun = [];
    private bool _isStopped;

    /// <summary>Where the records end as far as the store has them.</summary>
    private readonly long _readable = Math.Min(state.Tail, source.Length - StoreLayout.DocumentsOffset);

    /// <summary>Documents found good whose place in the stack is certain.</summary>
    public long Documents { get; private set; }

    /// <summary>A boundary that was walked to.</summary>
    private readonly record struct Place(long Position, ulong Chain, long Ordinal, long Sound);

    public void Verify()
    {
        Place stop = Run(new Place(state.Head, state.HeadChain, 0, 0), _readable, EndOf(state.Tail, state.TailChain), Shown.Numbered(0));
        if (_isStopped)
            return;
        Settle(stop, 0, isPlaceKnown: true);
        if (stop.Position == state.Tail)
        {
            VerifyEnd(stop);
            return;
        }

        Place above = Backwards(stop.Position);
        Documents += above.Sound;
        VerifyBetween(stop, above);
        if (visitor is not null && !_isStopped)
            Run(above with { Sound = 0 }, state.Tail, state.TailChain, Shown.Numbered(0));
    }

    /// <summary>The first place at which the records from U on do not fit; the tail where they all do.</summary>
    public long FirstFaultOfUnproven()
    {
        Place stop = Run(new Place(state.Unproven, state.UnprovenChain, 0, 0), _readable, EndOf(state.Tail, state.TailChain));
        return _inRun.Count > 0 ? _inRun[0].Look.Start : stop.Position;
    }

    private ulong? EndOf(long limit, ulong chain) => limit <= _readable ? chain : null;

    /// <summary>Forwards as far as the way is certain. What is stepped over is in <see cref="_inRun"/>.</summary>
    private Place Run(Place from, long limit, ulong? chainAtLimit, Shown shown = default)
    {
        _inRun.Clear();
        Place here = from;
        while (!_isStopped && here.Position < limit && RecordLook.TryAhead(_window, here.Position, here.Chain, limit, out RecordLook look))
        {
            DamagedPart part = default;
            if (look.IsSound)
                here = new Place(look.End, look.Stored, here.Ordinal + 1, here.Sound + 1);
            else if (TryPart(look, limit, chainAtLimit, out part))
            {
                _inRun.Add(new RecordFault(look, here.Ordinal, part));
                here = new Place(look.End, part == DamagedPart.Chain ? look.Computed : look.Stored, here.Ordinal + 1, here.Sound);
            }
            else
                break;
            if (shown.IsShown && (look.ChainFits || part == DamagedPart.Chain))
                Show(look.Start, look.First, shown.IsNumbered ? here.Ordinal - 1 + shown.Shift : null);
            advance(look.End - look.Start);
        }

        return here;
    }

    /// <summary>Shows a document that is whole to who salvages.</summary>
    private void Show(long record, uint length, long? number)
    {
        if (visitor is not null)
            _isStopped = !visitor(number, _window.At(record + Frame.LengthBytes, (int)length));
    }

    /// <summary>What of a record is wrong, where its end is certain all the same.</summary>
    private bool TryPart(RecordLook look, long limit, ulong? chainAtLimit, out DamagedPart part)
    {
        part = DamagedPart.Document;
        if (look.ChainFits)
        {
            part = DamagedPart.LastLength;
            return true;
        }

        // A first length alone may lead to the end of another record.
        if (!look.LengthsAgree)
            return false;
        if (GoesOn(look.End, look.Stored, limit, chainAtLimit))
            return true;
        part = DamagedPart.Chain;
        return GoesOn(look.End, look.Computed, limit, chainAtLimit);
    }

    private bool GoesOn(long position, ulong chain, long limit, ulong? chainAtLimit) => position == limit
        ? chain == chainAtLimit
        : RecordLook.TryAhead(_window, position, chain, limit, out RecordLook next) && next.IsSound;

    private void Settle(Place end, long shift, bool isPlaceKnown)
    {
        foreach (RecordFault fault in _inRun)
            fault.AddTo(faults, isPlaceKnown ? fault.Ordinal + shift : null);
        if (isPlaceKnown)
            Documents += end.Sound;
    }

    private void VerifyEnd(Place end)
    {
        long offset = StoreLayout.OffsetOf(end.Position);
        if (end.Chain != state.TailChain)
        {
            faults.Add(offset - Frame.ChainBytes, end.Ordinal - 1,
                $"chain {state.TailChain:x16} at the end of the documents, found {end.Chain:x16}",
                "The documents fit one another, but are not those that the slot names: a part of them is of another time. "
                + $"Document {end.Ordinal - 1} and those before it cannot be vouched for.");
        }

        if (end.Ordinal != state.Count)
        {
            faults.Add(offset, null, $"{state.Count} documents, found {end.Ordinal}",
                "The slot contradicts the documents; they can be read, but not counted on.");
        }
    }

    /// <summary>Backwards from the tail over sound records.</summary>
    private Place Backwards(long floor)
    {
        var here = new Place(state.Tail, state.TailChain, state.Count, 0);
        if (_readable < state.Tail)
            return here;
        while (here.Position > floor
            && RecordLook.IsSoundBehind(_window, here.Position, here.Chain, state, out long start, out ulong lead)
            && start >= floor)
        {
            advance(here.Position - start);
            here = new Place(start, lead, here.Ordinal - 1, here.Sound + 1);
        }

        return here;
    }

    /// <summary>Between where the way from below ends and where the one from above does.</summary>
    private void VerifyBetween(Place below, Place above)
    {
        if (TryLengthsOnly(below, above))
            return;
        long limit = Math.Min(above.Position, _readable);
        if (above.Ordinal - below.Ordinal == 1)
        {
            AddGap(new Gap(below, above.Position, true, IsOneRecord(below.Position, above.Position), 1, GaveUp: false));
            advance(above.Position - below.Position);
            return;
        }

        var search = new RecordSearch(source, _window, limit - below.Position);
        Place here = below;
        bool isPlaceKnown = true;
        while (here.Position < above.Position && !_isStopped)
        {
            long next = search.FindNext(here.Position + 1, limit);
            if (next >= limit)
                next = above.Position;
            bool isOneRecord = IsOneRecord(here.Position, next);
            long? documents = next == above.Position && isPlaceKnown ? above.Ordinal - here.Ordinal : null;
            AddGap(new Gap(here, next, isPlaceKnown, isOneRecord, documents, search.IsExhausted));
            advance(next - here.Position);
            if (next == above.Position)
                return;
            isPlaceKnown &= isOneRecord;
            ulong lead = Frame.ReadChain(_window.At(next - Frame.ChainBytes, Frame.ChainBytes));
            var start = new Place(next, lead, here.Ordinal + (isOneRecord ? 1 : 0), 0);
            here = Run(start, limit, EndOf(above.Position, above.Chain));
            bool isNumbered = isPlaceKnown || here.Position == above.Position;
            long shift = isPlaceKnown ? 0 : above.Ordinal - here.Ordinal;
            Settle(here, shift, isNumbered);
            if (visitor is not null)
                Run(start, here.Position, here.Chain, new Shown(true, isNumbered, shift));
        }
    }

    /// <summary>
    /// Several damaged records in a row whose lengths are whole: these lead exactly to where the records are sound again, and
    /// over as many documents as there must be.
    /// </summary>
    private bool TryLengthsOnly(Place below, Place above)
    {
        long position = below.Position;
        ulong lead = below.Chain;
        _inRun.Clear();
        var sound = new List<(RecordLook Look, long Number)>();
        for (long ordinal = below.Ordinal; ordinal < above.Ordinal; ordinal++)
        {
            if (!RecordLook.TryAhead(_window, position, lead, above.Position, out RecordLook look) || !look.LengthsAgree)
                return false;
            if (look.IsSound && sound.Count < MostInARow)
                sound.Add((look, ordinal));
            else if (!look.IsSound && _inRun.Count < MostInARow)
                _inRun.Add(new RecordFault(look, ordinal, DamagedPart.Document));
            (position, lead) = (look.End, look.Stored);
        }

        if (position != above.Position || _inRun.Count == MostInARow || sound.Count == MostInARow)
            return false;
        advance(above.Position - below.Position);
        Settle(new Place(position, lead, above.Ordinal, above.Ordinal - below.Ordinal - _inRun.Count), 0, isPlaceKnown: true);
        foreach ((RecordLook look, long number) in sound.TakeWhile(_ => !_isStopped))
            Show(look.Start, look.First, number);
        return true;
    }

    private bool IsOneRecord(long start, long end)
    {
        long length = end - start - Frame.Overhead;
        if (end > _readable || length is < 0 or > Frame.MaxDocumentBytes)
            return false;
        Span<byte> last = _window.At(end - Frame.TrailerBytes, Frame.LengthBytes);
        return last.Length == Frame.LengthBytes && Frame.ReadLength(last) == length;
    }

    private void AddGap(Gap gap)
    {
        Place start = gap.Start;
        long? ordinal = gap.IsPlaceKnown ? start.Ordinal : null;
        if (gap.IsOneRecord && RecordLook.IsWholeButForFirstLength(_window, start.Position, start.Chain, gap.End))
        {
            uint found = Frame.ReadLength(_window.At(start.Position, Frame.LengthBytes));
            uint right = (uint)(gap.End - start.Position - Frame.Overhead);
            var look = new RecordLook(start.Position, found, right, 0, 0);
            new RecordFault(look, start.Ordinal, DamagedPart.FirstLength).AddTo(faults, ordinal);
            Show(start.Position, right, ordinal);
            return;
        }

        long offset = StoreLayout.OffsetOf(start.Position);
        string gaveUp = gap.GaveUp ? " The search for whole records among them was given up." : "";
        faults.Add(offset, ordinal, "a record that fits the one before",
            $"The bytes [{offset}, {StoreLayout.OffsetOf(gap.End)}) cannot be vouched for. {gap.Content}{gaveUp}");
    }

    /// <summary>Whether a run shows its documents, and as which.</summary>
    private readonly record struct Shown(bool IsShown, bool IsNumbered, long Shift)
    {
        public static Shown Numbered(long shift) => new(true, true, shift);
    }

    /// <summary>Where records do not fit, up to where they do again.</summary>
    private readonly record struct Gap(
        Place Start, long End, bool IsPlaceKnown, bool IsOneRecord, long? Documents, bool GaveUp)
    {
        public string Content => (IsOneRecord, IsPlaceKnown, Documents) switch
        {
            (true, true, _) or (_, true, 1) => $"They hold document {Start.Ordinal}.",
            (true, false, _) => "They hold one document.",
            (_, true, > 1) => $"They hold {Documents} documents, {Start.Ordinal} to {Start.Ordinal + Documents - 1}.",
            (_, true, _) => $"They hold document {Start.Ordinal} and perhaps more.",
            _ => "They hold one document or more.",
        };
    }
}
