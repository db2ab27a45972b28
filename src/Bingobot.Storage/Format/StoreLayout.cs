namespace Bingobot.Storage.Format;

/// <summary>Where things lie on a store; the numbers of docs/format.md.</summary>
internal static class StoreLayout
{
    public const int PageBytes = 4 * 1024;
    public const int SlotCopies = 2;
    public const int Pages = 2 * SlotCopies;

    /// <summary>Store offset of position 0.</summary>
    public const long DocumentsOffset = (long)Pages * PageBytes;

    /// <summary>How much of a store must be zero for it to be taken as new.</summary>
    public const int BlankBytes = 1024 * 1024;

    public const long MaxPosition = 1L << 62;

    public static long OffsetOf(long position) => DocumentsOffset + position;

    /// <summary>Store offset of a slot's copy: A1, B1, A2, B2.</summary>
    public static long OffsetOf(SlotId slot, int copy) => (long)(((copy - 1) * 2) + (int)slot) * PageBytes;
}
