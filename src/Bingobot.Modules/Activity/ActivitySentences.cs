namespace Bingobot.Modules;

/// <summary>What activity says; in other languages it is in <c>Texts/*.json</c>.</summary>
internal static class ActivitySentences
{
    public const string FoundActive = "You were found active {0}.";
    public const string NotActiveYet = "You were not found active yet.";
    public const string SoFar = "{0} So far: {1}.";
    public const string Nobody = "Nobody has sat in voice or written anything yet.";
    public const string MostActive = "**Most active**";
    public const string Counts = "{0} in voice, {1}";
    public const string OneMinute = "1 minute";
    public const string Minutes = "{0:N0} minutes";
    public const string OneMessage = "1 message";
    public const string Messages = "{0:N0} messages";
}
