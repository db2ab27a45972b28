using Bingobot.Events;
using Bingobot.Storage;

namespace Bingobot.TestKit;

/// <summary>
/// A folder of <see cref="FaultyStore"/>s that fails as file systems do, repeatably from a seed. One countdown to the power cut
/// runs over all writes, barriers, creations, renamings, deletions and syncs. Of the changes of names since the last sync each
/// survives the cut or not, independently of the others; a renaming is one change. Thread-safe.
/// </summary>
/// <param name="seed">Decides everything that is left to chance.</param>
public sealed class FaultyFolder(int seed) : IStoreFolder
{
    private readonly Lock _gate = new();
    private readonly Random _random = new(seed);
    private readonly List<Action<Dictionary<string, Inode>>> _pending = [];
    private Dictionary<string, Inode> _visible = new(StringComparer.Ordinal);
    private Dictionary<string, Inode> _durable = new(StringComparer.Ordinal);
    private int _life;
    private int _made;

    /// <summary>The power is cut during the operation that brings this to zero; negative is never.</summary>
    public int OperationsUntilCut { get; set; } = -1;

    /// <summary>Operations that count, so far.</summary>
    public int Operations { get; private set; }

    /// <summary>True from a power cut until <see cref="Reboot"/>.</summary>
    public bool IsDown { get; private set; }

    /// <summary>Is told of each read: the name that was opened, and the bytes.</summary>
    public Action<string, int>? DuringRead { get; set; }

    public string Name => "a faulty folder";

    public IReadOnlyList<string> List()
    {
        lock (_gate)
        {
            ThrowIfDown();
            return [.. _visible.Keys.Order(StringComparer.Ordinal)];
        }
    }

    public IBackingStore OpenRead(string name)
    {
        lock (_gate)
        {
            ThrowIfDown();
            return new Handle(this, name, Find(name), owns: false);
        }
    }

    public IBackingStore OpenWrite(string name)
    {
        lock (_gate)
        {
            ThrowIfDown();
            if (!_visible.TryGetValue(name, out Inode? inode))
            {
                inode = new Inode(new FaultyStore(seed + ++_made));
                Change(names => names[name] = inode);
            }

            if (inode.IsOwned)
                throw new StoreLockedException(name);
            inode.IsOwned = true;
            return new Handle(this, name, inode, owns: true);
        }
    }

    public void Rename(string from, string to)
    {
        lock (_gate)
        {
            ThrowIfDown();
            Inode inode = Find(from);
            Change(names =>
            {
                names[to] = inode;
                if (names.TryGetValue(from, out Inode? there) && ReferenceEquals(there, inode))
                    names.Remove(from);
            });
        }
    }

    public void Delete(string name)
    {
        lock (_gate)
        {
            ThrowIfDown();
            if (_visible.TryGetValue(name, out Inode? inode))
            {
                Change(names =>
                {
                    if (names.TryGetValue(name, out Inode? there) && ReferenceEquals(there, inode))
                        names.Remove(name);
                });
            }
        }
    }

    public void Sync()
    {
        lock (_gate)
        {
            ThrowIfDown();
            if (CountDown())
                throw CutPower();
            _durable = new Dictionary<string, Inode>(_visible, StringComparer.Ordinal);
            _pending.Clear();
        }
    }

    /// <summary>The power goes now, between two operations.</summary>
    public PowerCutException CutPower()
    {
        lock (_gate)
        {
            IsDown = true;
            return new PowerCutException();
        }
    }

    /// <summary>The power is back. Whatever was open is of no use any more.</summary>
    public void Reboot()
    {
        lock (_gate)
        {
            foreach (Action<Dictionary<string, Inode>> change in _pending)
            {
                if (_random.Next(2) == 0)
                    change(_durable);
            }

            _pending.Clear();
            foreach (Inode inode in _durable.Values)
            {
                inode.Store.Reboot();
                inode.IsOwned = false;
            }

            _visible = new Dictionary<string, Inode>(_durable, StringComparer.Ordinal);
            _life++;
            OperationsUntilCut = -1;
            IsDown = false;
        }
    }

    /// <summary>A copy of what can be read in a file.</summary>
    public byte[] Get(string name)
    {
        lock (_gate)
            return Find(name).Store.ToArray();
    }

    /// <summary>Puts a file there, durably, or removes it.</summary>
    public void Put(string name, byte[]? bytes)
    {
        lock (_gate)
        {
            _visible.Remove(name);
            _durable.Remove(name);
            if (bytes is null)
                return;
            var inode = new Inode(new FaultyStore(seed + ++_made));
            inode.Store.Write(0, bytes);
            inode.Store.Barrier();
            inode.Store.SetLength(bytes.Length);
            _visible[name] = _durable[name] = inode;
        }
    }

    private Inode Find(string name) => _visible.TryGetValue(name, out Inode? inode)
        ? inode
        : throw new FileNotFoundException($"There is no {name}.", name);

    private void Change(Action<Dictionary<string, Inode>> change)
    {
        bool cut = CountDown();
        _pending.Add(change);
        change(_visible);
        if (cut)
            throw CutPower();
    }

    private bool CountDown()
    {
        Operations++;
        if (OperationsUntilCut < 0 || OperationsUntilCut-- > 0)
            return false;
        OperationsUntilCut = -1;
        return true;
    }

    private void ThrowIfDown()
    {
        if (IsDown)
            throw new PowerCutException();
    }

    private sealed class Inode(FaultyStore store)
    {
        public FaultyStore Store => store;

        public bool IsOwned { get; set; }
    }

    private sealed class Handle(FaultyFolder folder, string name, Inode inode, bool owns) : ITruncatableStore
    {
        private readonly int _life = folder._life;
        private bool _disposed;

        public long Length
        {
            get
            {
                lock (folder._gate)
                {
                    ThrowIfGone();
                    return inode.Store.Length;
                }
            }
        }

        public int Read(long offset, Span<byte> destination)
        {
            lock (folder._gate)
            {
                ThrowIfGone();
                int read = inode.Store.Read(offset, destination);
                folder.DuringRead?.Invoke(name, read);
                return read;
            }
        }

        public void Write(long offset, ReadOnlySpan<byte> source)
        {
            lock (folder._gate)
            {
                ThrowIfGone();
                bool cut = folder.CountDown();
                inode.Store.Write(offset, source);
                if (cut)
                    throw folder.CutPower();
            }
        }

        public void Barrier()
        {
            lock (folder._gate)
            {
                ThrowIfGone();
                if (folder.CountDown())
                    throw folder.CutPower();
                inode.Store.Barrier();
            }
        }

        public void SetLength(long length)
        {
            lock (folder._gate)
            {
                ThrowIfGone();
                bool cut = folder.CountDown();
                inode.Store.SetLength(length);
                if (cut)
                    throw folder.CutPower();
            }
        }

        public void Dispose()
        {
            lock (folder._gate)
            {
                if (!_disposed && owns && _life == folder._life)
                    inode.IsOwned = false;
                _disposed = true;
            }
        }

        private void ThrowIfGone()
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_life != folder._life || folder.IsDown)
                throw new PowerCutException();
        }
    }
}
