using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Bingobot.Commands.Docs;

/// <summary>A document's bytes as text, for people and for programs.</summary>
internal static class DocumentText
{
    /// <summary>Characters of a document that a list for people shows, at most.</summary>
    public const int MostShown = 120;

    /// <summary>
    /// One line without anything that a terminal would obey; what is no text, or holds zeros, as <c>base64:</c> and its beginning.
    /// </summary>
    public static string ForPeople(ReadOnlySpan<byte> document)
    {
        if (document.Contains((byte)0) || !Utf8.IsValid(document))
        {
            const int Shown = MostShown / 4 * 3;
            return "base64:" + Convert.ToBase64String(document[..Math.Min(Shown, document.Length)]) + (document.Length > Shown ? "…" : "");
        }

        var line = new StringBuilder(MostShown + 1);
        for (int shown = 0; !document.IsEmpty; shown++)
        {
            if (shown == MostShown)
                return line.Append('…').ToString();
            Rune.DecodeFromUtf8(document, out Rune rune, out int bytes);
            Append(line, rune);
            document = document[bytes..];
        }

        return line.ToString();
    }

    /// <summary><c>{"document","length","text" or "base64"}</c> and the end of the line.</summary>
    public static void WriteJsonLine(ArrayBufferWriter<byte> line, long? number, ReadOnlySpan<byte> document)
    {
        using (var json = new Utf8JsonWriter(line, EventText.Compact))
        {
            json.WriteStartObject();
            if (number is { } known)
                json.WriteNumber("document", known);
            else
                json.WriteNull("document");
            json.WriteNumber("length", document.Length);
            if (Utf8.IsValid(document))
                json.WriteString("text", document);
            else
                json.WriteBase64String("base64", document);
            json.WriteEndObject();
        }

        line.Write("\n"u8);
    }

    private static void Append(StringBuilder line, Rune rune)
    {
        string? name = rune.Value switch
        {
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            _ => null,
        };
        if (name is not null)
            line.Append(name);
        else if (IsObeyed(rune))
            line.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
        else
            line.Append(rune.ToString());
    }

    /// <summary>Control characters, and those that turn or hide the text around them.</summary>
    private static bool IsObeyed(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
}
