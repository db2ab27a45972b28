using Bingobot.Storage.Fuzz.Stores;

namespace Bingobot.Storage.Fuzz.Inputs;

/// <summary>Makes inputs up, the same from the same seed: mostly scripts, some arbitrary bytes.</summary>
public sealed class RandomInputs(int seed)
{
    private readonly Random _random = new(seed);

    public byte[] Next() => _random.Next(20) switch
    {
        0 => Arbitrary(),
        1 => ChangedAnyhow(),
        _ => Script(),
    };

    private byte[] Script()
    {
        byte[] script = new byte[3 + _random.Next(4, 40)];
        _random.NextBytes(script);
        script[0] = Mutation.ScriptMark;
        script[2] = (byte)Repair();
        return script;
    }

    /// <summary>Sums fit, mostly: without, nearly all changes of slots end at the first look.</summary>
    private Repairs Repair() => _random.Next(4) switch
    {
        0 => (Repairs)_random.Next(32),
        1 => Repairs.Sums,
        2 => Repairs.Sums | Repairs.Chains | Repairs.Lengths,
        _ => Repairs.Sums | (Repairs)_random.Next(32),
    };

    private byte[] Arbitrary()
    {
        byte[] bytes = new byte[_random.Next(Layout.DocumentsOffset + 1000)];
        _random.NextBytes(bytes);
        if (_random.Next(2) == 0)
            Layout.Magic[..Math.Min(bytes.Length, Layout.Magic.Length)].CopyTo(bytes);
        return bytes;
    }

    private byte[] ChangedAnyhow()
    {
        byte[] bytes = (byte[])GoodStores.All[_random.Next(GoodStores.All.Count)].Bytes.Clone();
        for (int changes = _random.Next(1, 20); changes > 0 && bytes.Length > 0; changes--)
            bytes[_random.Next(bytes.Length)] = (byte)_random.Next(256);
        return bytes;
    }
}
