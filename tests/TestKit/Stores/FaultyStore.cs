using Bingobot.Storage;

namespace Bingobot.TestKit;

/// <summary>The power of a <see cref="FaultyStore"/> is gone.</summary>
public sealed class PowerCutException() : IOException("The power was cut.");

/// <summary>
/// A store that fails as disks do, repeatably from a seed. What is written shows at once, as in a page cache; it is durable only
/// behind a barrier. When the power is cut, each sector of 512 bytes written since then keeps any one of the versions that it
/// had, independently of the others. A failed barrier drops what it did not sync and still shows it. Not thread-safe.
/// </summary>
/// <param name="seed">Decides everything that is left to chance.</param>
public sealed class FaultyStore(int seed) : ITruncatableStore
{
    /// <summary>What a disk writes whole or not at all.</summary>
    public const int SectorBytes = 512;

    private readonly Random _random = new(seed);
    private byte[] _visible = [];
    private byte[] _durable = [];
    private int _visibleLength;
    private int _durableLength;
    private SectorVersions _pending = new();
    private SectorVersions _syncing = new();

    /// <summary>Chance of a write failing after some of its sectors, in thousandths.</summary>
    public int WriteFailures { get; set; }

    /// <summary>Chance of a barrier failing, in thousandths.</summary>
    public int BarrierFailures { get; set; }

    /// <summary>Whether reads return fewer bytes than asked for, now and then.</summary>
    public bool ShortReads { get; set; }

    /// <summary>Writes beyond this length fail, after what fits.</summary>
    public long Capacity { get; set; } = int.MaxValue;

    /// <summary>The power is cut during the write or barrier that brings this to zero; negative is never.</summary>
    public int OperationsUntilCut { get; set; } = -1;

    /// <summary>The write or barrier that brings this to zero fails, as by chance; negative is never.</summary>
    public int OperationsUntilFailure { get; set; } = -1;

    /// <summary>Runs while a barrier is under way; what it writes is not covered.</summary>
    public Action? DuringBarrier { get; set; }

    /// <summary>Runs while a write is under way, when what it writes shows.</summary>
    public Action? DuringWrite { get; set; }

    /// <summary>
    /// Chooses, in place of chance, what a sector keeps of what was not durable: given how many versions were written since,
    /// the index of one of them, or their number for what it held before.
    /// </summary>
    public Func<int, int>? Survivor { get; set; }

    /// <summary>True from a power cut until <see cref="Reboot"/>.</summary>
    public bool IsDown { get; private set; }

    public long Writes { get; private set; }

    public long Barriers { get; private set; }

    public long Reads { get; private set; }

    public long Length => _visibleLength;

    public int Read(long offset, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ThrowIfDown();
        Reads++;
        int count = (int)Math.Clamp(_visibleLength - offset, 0, destination.Length);
        if (ShortReads && count > 1 && _random.Next(4) == 0)
            count = _random.Next(1, count);
        _visible.AsSpan((int)Math.Min(offset, _visibleLength), count).CopyTo(destination);
        return count;
    }

    public void Write(long offset, ReadOnlySpan<byte> source)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ThrowIfDown();
        Writes++;
        bool cut = CountDown();
        if (offset > Capacity - source.Length)
        {
            if (offset < Capacity)
                Apply(offset, source[..(int)(Capacity - offset)]);
            throw new IOException("No space left on device");
        }

        if (!cut && (FailsNow() || (WriteFailures > 0 && _random.Next(1000) < WriteFailures)))
        {
            Apply(offset, source[..SomeSectors(offset, source.Length)]);
            throw new IOException("Input/output error while writing");
        }

        Apply(offset, source);
        if (cut)
            throw new PowerCutException();
        DuringWrite?.Invoke();
        ThrowIfDown();
    }

    public void Barrier()
    {
        ThrowIfDown();
        Barriers++;
        if (CountDown())
            throw new PowerCutException();
        (_syncing, _pending) = (_pending, _syncing);
        bool worked = false;
        try
        {
            DuringBarrier?.Invoke();
            ThrowIfDown();
            worked = true;
        }
        finally
        {
            if (!worked)
                SettleByChance(_syncing);
        }

        if (FailsNow() || (BarrierFailures > 0 && _random.Next(1000) < BarrierFailures))
        {
            SettleByChance(_syncing);
            throw new IOException("Input/output error while syncing");
        }

        foreach ((int sector, List<byte[]> versions) in _syncing.Sectors)
            Settle(sector, versions[^1]);
        _syncing.Clear();
        _durableLength = Math.Max(_durableLength, Math.Min(_visibleLength, _durable.Length));
    }

    public void SetLength(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ThrowIfDown();
        if (length > Math.Max(Capacity, _visibleLength))
            throw new IOException("No space left on device");
        Grow(ref _visible, (int)length);
        if (length < _visibleLength)
        {
            _visible.AsSpan((int)length, _visibleLength - (int)length).Clear();
            if (_random.Next(2) == 0)
                ForgetFrom((int)length);
        }

        _visibleLength = (int)length;
    }

    /// <summary>The power goes now, between two operations.</summary>
    public void CutPower() => IsDown = true;

    /// <summary>The power is back: of what was not durable, each sector shows one of its versions, by chance.</summary>
    public void Reboot()
    {
        SettleByChance(_syncing);
        SettleByChance(_pending);
        Grow(ref _visible, _durableLength);
        _visible.AsSpan().Clear();
        _durable.AsSpan(0, _durableLength).CopyTo(_visible);
        _visibleLength = _durableLength;
        OperationsUntilCut = -1;
        IsDown = false;
    }

    /// <summary>The medium loses a bit, of what is durable as well as of what shows.</summary>
    public void Rot(long offset, int bit)
    {
        foreach (byte[] bytes in new[] { _visible, _durable })
        {
            if (offset < bytes.Length)
                bytes[offset] ^= (byte)(1 << bit);
        }
    }

    /// <summary>A copy of what can be read.</summary>
    public byte[] ToArray() => _visible.AsSpan(0, _visibleLength).ToArray();

    public void Dispose()
    {
    }

    private bool CountDown()
    {
        if (OperationsUntilCut < 0 || OperationsUntilCut-- > 0)
            return false;
        OperationsUntilCut = -1;
        return IsDown = true;
    }

    private bool FailsNow() => OperationsUntilFailure >= 0 && OperationsUntilFailure-- == 0;

    private void ThrowIfDown()
    {
        if (IsDown)
            throw new PowerCutException();
    }

    private void Apply(long offset, ReadOnlySpan<byte> source)
    {
        if (source.IsEmpty)
            return;
        int end = (int)offset + source.Length;
        int lastSector = (end - 1) / SectorBytes;
        Grow(ref _visible, (lastSector + 1) * SectorBytes);
        source.CopyTo(_visible.AsSpan((int)offset));
        _visibleLength = Math.Max(_visibleLength, end);
        for (int sector = (int)offset / SectorBytes; sector <= lastSector; sector++)
            _pending.Add(sector, _visible.AsSpan(sector * SectorBytes, SectorBytes));
    }

    /// <summary>Bytes of a write that end with a sector, or none.</summary>
    private int SomeSectors(long offset, int bytes)
    {
        long end = (offset + _random.Next(bytes + 1)) / SectorBytes * SectorBytes;
        return (int)Math.Max(0, end - offset);
    }

    private void SettleByChance(SectorVersions pending)
    {
        foreach ((int sector, List<byte[]> versions) in pending.Sectors)
        {
            int chosen = Survivor?.Invoke(versions.Count) ?? _random.Next(versions.Count + 1);
            if (chosen < versions.Count)
                Settle(sector, versions[chosen]);
        }

        pending.Clear();
    }

    private void Settle(int sector, byte[] content)
    {
        int end = (sector + 1) * SectorBytes;
        Grow(ref _durable, end);
        content.CopyTo(_durable.AsSpan(sector * SectorBytes));
        _durableLength = Math.Max(_durableLength, end);
    }

    private void ForgetFrom(int length)
    {
        int sector = (length + SectorBytes - 1) / SectorBytes;
        _pending.RemoveFrom(sector);
        if (length >= _durableLength)
            return;
        _durable.AsSpan(length, _durableLength - length).Clear();
        _durableLength = length;
    }

    private static void Grow(ref byte[] bytes, int length)
    {
        if (bytes.Length < length)
            Array.Resize(ref bytes, Math.Max(length, bytes.Length * 2));
    }

    /// <summary>What sectors held, in order, since the last barrier.</summary>
    private sealed class SectorVersions
    {
        private readonly Stack<byte[]> _spares = new();
        private readonly Stack<List<byte[]>> _spareLists = new();

        public Dictionary<int, List<byte[]>> Sectors { get; } = [];

        public void Add(int sector, ReadOnlySpan<byte> content)
        {
            if (!Sectors.TryGetValue(sector, out List<byte[]>? versions))
                Sectors.Add(sector, versions = _spareLists.TryPop(out List<byte[]>? spare) ? spare : []);
            byte[] copy = _spares.TryPop(out byte[]? array) ? array : new byte[SectorBytes];
            content.CopyTo(copy);
            versions.Add(copy);
        }

        public void RemoveFrom(int sector)
        {
            foreach (int gone in Sectors.Keys.Where(key => key >= sector).ToList())
                Sectors.Remove(gone);
        }

        public void Clear()
        {
            foreach (List<byte[]> versions in Sectors.Values)
            {
                versions.ForEach(_spares.Push);
                versions.Clear();
                _spareLists.Push(versions);
            }

            Sectors.Clear();
        }
    }
}
