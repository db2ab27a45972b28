using System.Globalization;

namespace Bingobot.Events;

/// <summary>A snapshot's file name: the module's name, the newest sequence in it in 20 digits.</summary>
internal static class SnapshotName
{
    /// <summary>Ends the name of a snapshot that is being written.</summary>
    public const string Unfinished = ".tmp";

    private const string Extension = ".snapshot";
    private const int Digits = 20;

    public static string Of(string module, long sequence) =>
        string.Create(CultureInfo.InvariantCulture, $"{module}.{sequence:D20}{Extension}");

    /// <returns>Whether the file is a snapshot by its name.</returns>
    public static bool TryParse(string fileName, out string module, out long sequence)
    {
        module = "";
        sequence = 0;
        if (!fileName.EndsWith(Extension, StringComparison.Ordinal))
            return false;
        ReadOnlySpan<char> rest = fileName.AsSpan(0, fileName.Length - Extension.Length);
        int dot = rest.LastIndexOf('.');
        if (dot < 1 || rest.Length - dot - 1 != Digits
            || !long.TryParse(rest[(dot + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out sequence))
            return false;
        module = rest[..dot].ToString();
        return true;
    }
}
