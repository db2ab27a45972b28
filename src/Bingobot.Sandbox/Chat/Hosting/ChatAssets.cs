namespace Bingobot.Sandbox.Chat.Hosting;

/// <summary>The page's files.</summary>
internal static class ChatAssets
{
    /// <summary>The style sheets, in the order in which they apply.</summary>
    public static IReadOnlyList<string> StyleSheets { get; } =
        ["theme.css", "layout.css", "messages.css", "composer.css", "chaos.css", "forms.css"];

    /// <summary>Where a file is, as a relative address.</summary>
    public static string Url(string file) => $"_content/Bingobot.Sandbox/chat/{file}";
}
