using System.Globalization;
using System.Text;
using Bingobot.Discord.Payloads;

namespace Bingobot.Framework;

/// <summary>Names permissions for people.</summary>
internal static class PermissionNames
{
    /// <summary>As <c>Manage Channels, Manage Guild</c>, from the least bit to the greatest; a bit without a name by its number.</summary>
    public static string Of(Permissions permissions)
    {
        List<string> names = [];
        for (var bit = 0; bit < 64; bit++)
        {
            var one = (Permissions)(1UL << bit);
            if ((permissions & one) != 0)
                names.Add(Enum.IsDefined(one) ? Spaced(one.ToString()) : string.Create(CultureInfo.InvariantCulture, $"1 << {bit}"));
        }
        return string.Join(", ", names);
    }

    private static string Spaced(string name)
    {
        StringBuilder spaced = new();
        foreach (var c in name)
        {
            if (char.IsAsciiLetterUpper(c) && spaced.Length > 0)
                spaced.Append(' ');
            spaced.Append(c);
        }
        return spaced.ToString();
    }
}
