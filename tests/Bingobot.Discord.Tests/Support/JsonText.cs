using System.Text.Json;

namespace Bingobot.Discord.Tests.Support;

/// <summary>What the framework's reader of JSON says of bytes.</summary>
internal static class JsonText
{
    /// <summary>Whether they are one value of JSON.</summary>
    public static bool IsJson(ReadOnlySpan<byte> data)
    {
        try
        {
            var reader = new Utf8JsonReader(data);
            while (reader.Read())
            {
            }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
