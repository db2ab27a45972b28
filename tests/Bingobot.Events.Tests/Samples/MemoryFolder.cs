using Bingobot.Storage;

namespace Bingobot.Events.Tests.Samples;

/// <summary>
/// Stores with names in memory, which may fail as disks do: what is not synced may be gone after a cut, names as well as
/// bytes. Thread-safe as far as its stores are used one at a time.
/// </summary>
internal sealed class MemoryFolder : IStoreFolder
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, Node> _names = new(StringComparer.Ordinal);
    private SortedDictionary<string, Node> _durable = new(StringComparer.Ordinal);

    public string Name => "memory";

    /// <summary>The power is cut at the operation that brings this to zero; negative: never.</summary>
    public int OperationsUntilCut { get; set; } = -1;

    /// <summary>How many operations that change something were asked for.</summary>
    public int Operations { get; private set; }

    /// <summary>Whether reads fail.</summary>
    public bool ReadsFail { get; set; }

    public IReadOnlyList<string> List()
    {
        lock (_gate)
            return [.. _names.Keys];
    }

    public IBackingStore OpenRead(string name)
    {
        lock (_gate)
            return new Handle(this, _names.TryGetValue(name, out Node? node) ? node : throw new FileNotFoundException("There is none.", name));
    }

    public IBackingStore OpenWrite(string name)
    {
        Count();
        lock (_gate)
        {
            if (!_names.TryGetValue(name, out Node? node))
                _names.Add(name, node = new Node());
            return new Handle(this, node);
        }
    }

    public void Rename(string from, string to)
    {
        Count();
        lock (_gate)
        {
            Node node = _names[from];
            _names.Remove(from);
            _names[to] = node;
        }
    }

    public void Delete(string name)
    {
        Count();
        lock (_gate)
            _names.Remove(name);
    }

    public void Sync()
    {
        Count();
        lock (_gate)
            _durable = new(_names, StringComparer.Ordinal);
    }

    public byte[] Bytes(string name) => [.. _names[name].Visible];

    public void Put(string name, byte[] bytes)
    {
        lock (_gate)
            _names[name] = new Node { Visible = bytes, Durable = bytes };
    }

    /// <summary>What a power cut leaves: some of the names as they were last synced, some as they are, bytes behind their barrier.</summary>
    public MemoryFolder AfterCut(Random random)
    {
        var left = new MemoryFolder();
        bool keepsNew = random.Next(2) == 0;
        foreach ((string name, Node node) in keepsNew ? _names : _durable)
        {
            byte[] bytes = random.Next(2) == 0 ? node.Durable : Torn(node, random);
            left._names.Add(name, new Node { Visible = bytes, Durable = bytes });
        }

        left.Sync();
        left.Operations = 0;
        return left;
    }

    private static byte[] Torn(Node node, Random random)
    {
        if (ReferenceEquals(node.Durable, node.Visible))
            return node.Durable;
        byte[] bytes = new byte[Math.Max(node.Visible.Length, node.Durable.Length)];
        for (int at = 0; at < bytes.Length; at += 512)
        {
            byte[] from = random.Next(2) == 0 ? node.Visible : node.Durable;
            if (at < from.Length)
                from.AsSpan(at, Math.Min(512, from.Length - at)).CopyTo(bytes.AsSpan(at));
        }

        return bytes;
    }

    private void Count()
    {
        Operations++;
        if (OperationsUntilCut >= 0 && OperationsUntilCut-- <= 0)
        {
            OperationsUntilCut = 0;
            throw new IOException("The power was cut.");
        }
    }

    private sealed class Node
    {
        public byte[] Visible { get; set; } = [];

        public byte[] Durable { get; set; } = [];
    }

    private sealed class Handle(MemoryFolder folder, Node node) : ITruncatableStore
    {
        public long Length => node.Visible.Length;

        public int Read(long offset, Span<byte> destination)
        {
            if (folder.ReadsFail)
                throw new IOException("The disk does not answer.");
            byte[] bytes = node.Visible;
            int count = (int)Math.Clamp(bytes.Length - offset, 0, destination.Length);
            bytes.AsSpan((int)Math.Min(offset, bytes.Length), count).CopyTo(destination);
            return count;
        }

        public void Write(long offset, ReadOnlySpan<byte> source)
        {
            folder.Count();
            byte[] bytes = new byte[Math.Max(node.Visible.Length, offset + source.Length)];
            node.Visible.CopyTo(bytes, 0);
            source.CopyTo(bytes.AsSpan((int)offset));
            node.Visible = bytes;
        }

        public void SetLength(long length)
        {
            folder.Count();
            node.Visible = node.Visible[..(int)Math.Min(length, node.Visible.Length)];
        }

        public void Barrier()
        {
            folder.Count();
            node.Durable = node.Visible;
        }

        public void Dispose()
        {
        }
    }
}
