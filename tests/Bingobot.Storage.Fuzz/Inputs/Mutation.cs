using Bingobot.Storage.Fuzz.Stores;

namespace Bingobot.Storage.Fuzz.Inputs;

/// <summary>
/// Turns an input into a store. An input that starts with <see cref="ScriptMark"/> is a script of changes to a good store:
/// <c>mark | index of the store | repairs | changes …</c>; any other input is the store itself.
/// </summary>
public static class Mutation
{
    public const byte ScriptMark = (byte)'M';

    /// <summary>No script makes a store longer than this.</summary>
    private const int LongestStore = 512 * 1024;
    private const int MostChanges = 24;

    public static byte[] ToStore(ReadOnlySpan<byte> input)
    {
        if (input.IsEmpty || input[0] != ScriptMark)
            return input.ToArray();
        var script = new ScriptBytes(input[1..]);
        IReadOnlyList<GoodStore> stores = GoodStores.All;
        var target = new MutableStore(stores[script.Byte() % stores.Count].Bytes);
        var repairs = (Repairs)script.Byte();
        for (int i = 0; i < MostChanges && !script.IsAtEnd; i++)
            Change(target, ref script);
        target.Repair(repairs);
        return target.ToArray();
    }

    private static void Change(MutableStore store, ref ScriptBytes script)
    {
        switch (script.Byte() % 12)
        {
            case 0:
                store.Flip(script.Below(Math.Max(1, store.Length)), script.Byte());
                break;
            case 1:
                store.SetNumber(script.Below(Math.Max(1, store.Length)), script.Value(0));
                break;
            case 2:
            case 3:
                int page = script.Byte();
                int field = script.Byte();
                store.SetField(page, field, script.Value(store.FieldOf(page, field)));
                break;
            case 4:
                store.SetSlotByte(script.Byte(), script.Byte(), script.Byte());
                break;
            case 5:
            case 6:
                int record = script.Byte();
                int which = script.Byte();
                store.SetLength(record, which, (uint)script.Value(store.LengthOf(record)));
                break;
            case 7:
                store.Cut(script.Below(store.Length + 1));
                break;
            case 8:
                store.Append(script.Byte(), script.TwoBytes() % (LongestStore / 16), LongestStore);
                break;
            case 9:
                store.CopyPage(script.Byte(), script.Byte());
                break;
            case 10:
                store.Move(script.Below(Math.Max(1, store.Length)), script.Below(Math.Max(1, store.Length)), script.TwoBytes());
                break;
            default:
                store.Zero(script.Below(Math.Max(1, store.Length)), script.TwoBytes());
                break;
        }
    }
}

/// <summary>What is made to fit again after the changes, so that they get past what would refuse them first.</summary>
[Flags]
public enum Repairs
{
    None = 0,

    /// <summary>The second length of each record is its first.</summary>
    Lengths = 1,

    /// <summary>The chains of the records, and those that slots name.</summary>
    Chains = 2,

    /// <summary>How many documents a slot names.</summary>
    Counts = 4,

    /// <summary>The sums of the slots.</summary>
    Sums = 8,

    /// <summary>Each slot names all records that there are.</summary>
    Tails = 16,
}
