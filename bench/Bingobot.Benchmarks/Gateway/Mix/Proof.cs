using System.Text.Json.Serialization;

namespace Bingobot.Benchmarks.Gateway.Mix;

/// <summary>What shows that each event was seen, in order, and read. The same in Node.js.</summary>
internal sealed class Proof
{
    private const int DigitsOfGuild = 6;

    /// <summary>Events of each kind.</summary>
    public long[] Counts { get; init; } = new long[DispatchKinds.Count];

    /// <summary>Over the sequence numbers; the order counts.</summary>
    public uint Sequences { get; set; }

    /// <summary>Over the guilds, which stand in the data; 0 where the data is not read.</summary>
    public uint Guilds { get; set; }

    /// <summary>Events of which the client says only that they came.</summary>
    public long Passed { get; set; }

    [JsonIgnore]
    public long Seen => Counts.Sum() + Passed;

    public void Add(int kind, long sequence)
    {
        Counts[kind]++;
        Sequences = unchecked((Sequences * 31) + (uint)sequence);
    }

    /// <summary>The last digits of an event's guild.</summary>
    public void AddGuild(ReadOnlySpan<byte> id)
    {
        uint digits = 0;
        foreach (byte digit in id[^DigitsOfGuild..])
            digits = (digits * 10) + digit - '0';
        Guilds = unchecked(Guilds + digits);
    }

    /// <summary>What a client must have seen.</summary>
    /// <param name="size">What was sent.</param>
    /// <param name="isSeen">The kinds that it is told of.</param>
    /// <param name="reads">Whether it reads the data.</param>
    public static Proof Expected(MixSize size, Func<DispatchKind, bool> isSeen, bool reads)
    {
        var plan = new MixPlan(size);
        var proof = new Proof();
        for (long sequence = size.LastUncounted + 1; sequence <= size.LastCounted; sequence++)
        {
            (DispatchKind kind, int guild) = plan.At(sequence - MixSize.FirstSequence);
            if (!isSeen(kind))
                continue;
            proof.Add((int)kind, sequence);
            if (reads)
                proof.AddGuild(System.Text.Encoding.ASCII.GetBytes(GuildWorld.Text(GuildWorld.GuildId(guild))));
        }

        return proof;
    }

    public bool Equals(Proof other) =>
        Counts.AsSpan().SequenceEqual(other.Counts) && Sequences == other.Sequences && Guilds == other.Guilds;

    public override string ToString() => $"{string.Join('/', Counts)} events, {Sequences:x8}, {Guilds:x8}";
}
