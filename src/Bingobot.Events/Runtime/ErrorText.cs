namespace Bingobot.Events;

/// <summary>Texts about errors, as they are recorded.</summary>
internal static class ErrorText
{
    private const int MaxLength = 4 * 1024;

    public static string Of(Exception fault) => Shorten($"{fault.GetType().Name}: {fault.Message}");

    public static string Shorten(string text) => text.Length <= MaxLength ? text : string.Concat(text.AsSpan(0, MaxLength - 1), "…");
}
