namespace Bingobot.Storage.Postgres.Pages;

/// <summary>Sizes that docs/format.md names, and the arithmetic of pages.</summary>
internal static class PageLayout
{
    public const int SchemaVersion = 1;

    public const int DefaultPageBytes = 8 * 1024;

    public const int MinPageBytes = 1024;

    public const int MaxPageBytes = 64 * 1024;

    public const long MaxLength = 16L * 1024 * 1024 * 1024 * 1024;

    public const int MaxNameLength = 200;

    /// <summary>Stands for a page of zeros, in memory and in the table.</summary>
    public static byte[] Zeros { get; } = [];

    public static bool IsPageSize(int bytes) => bytes is >= MinPageBytes and <= MaxPageBytes && int.IsPow2(bytes);

    /// <summary>Pages that a store of this length has.</summary>
    public static long PageCount(long length, int pageBytes) => (length + pageBytes - 1) / pageBytes;
}
