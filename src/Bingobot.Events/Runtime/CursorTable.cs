using System.Buffers.Binary;
using System.Collections.Immutable;

namespace Bingobot.Events;

/// <summary>
/// How far each source is ingested. A cursor that differs from one before in its position alone is noted without an
/// allocation. Not thread-safe.
/// </summary>
internal sealed class CursorTable
{
    private const int MostNotes = 64;

    private readonly List<Note> _notes = [];

    private ImmutableSortedDictionary<string, Cursor>.Builder _cursors =
        ImmutableSortedDictionary.CreateBuilder<string, Cursor>(StringComparer.Ordinal);

    public Cursor? Of(string source)
    {
        Settle();
        return _cursors.GetValueOrDefault(source);
    }

    public void Set(Cursor cursor)
    {
        Settle();
        _cursors[cursor.Source] = cursor;
    }

    /// <summary>Notes the cursor of an event.</summary>
    public void Set(in EventView e)
    {
        ReadOnlySpan<byte> bytes = e.CursorBytes;
        if (bytes.Length <= sizeof(long))
        {
            if (e.ReadCursor() is { } cursor)
                Set(cursor);
            return;
        }

        ReadOnlySpan<byte> texts = bytes[..^sizeof(long)];
        long position = BinaryPrimitives.ReadInt64LittleEndian(bytes[^sizeof(long)..]);
        for (int i = _notes.Count - 1; i >= 0; i--)
        {
            if (!texts.SequenceEqual(_notes[i].Texts))
                continue;
            Note known = _notes[i];
            known.Position = position;

            // The last of one source counts, so the newest note is the last.
            if (i < _notes.Count - 1)
            {
                _notes.RemoveAt(i);
                _notes.Add(known);
            }

            return;
        }

        if (_notes.Count == MostNotes)
            Settle();
        _notes.Add(new Note { Texts = texts.ToArray(), Cursor = e.ReadCursor()!, Position = position });
    }

    /// <summary>Begins with these, in place of all that there are.</summary>
    public void Restore(ImmutableSortedDictionary<string, Cursor> cursors)
    {
        _notes.Clear();
        _cursors = cursors.ToBuilder();
    }

    public ImmutableSortedDictionary<string, Cursor> Capture()
    {
        Settle();
        return _cursors.ToImmutable();
    }

    private void Settle()
    {
        foreach (Note note in _notes)
            _cursors[note.Cursor.Source] = note.Cursor with { Position = note.Position };
        _notes.Clear();
    }

    private sealed class Note
    {
        public required byte[] Texts { get; init; }

        public required Cursor Cursor { get; init; }

        public long Position { get; set; }
    }
}
