namespace Bingobot.Benchmarks.Gateway.Mix;

/// <summary>The events of the mix.</summary>
internal enum DispatchKind
{
    MessageCreate,
    PresenceUpdate,
    TypingStart,
    VoiceStateUpdate,
    GuildCreate,
}

internal static class DispatchKinds
{
    private static readonly string[] Names =
        ["MESSAGE_CREATE", "PRESENCE_UPDATE", "TYPING_START", "VOICE_STATE_UPDATE", "GUILD_CREATE"];

    public const int Count = 5;

    /// <summary>The name on the wire.</summary>
    public static string NameOf(DispatchKind kind) => Names[(int)kind];

    /// <summary>Its number; −1 for a name that is not in the mix.</summary>
    public static int IndexOf(string name) => Array.IndexOf(Names, name);

    /// <summary>What the activity module's facts are made of.</summary>
    public static bool IsForActivity(DispatchKind kind) =>
        kind is DispatchKind.MessageCreate or DispatchKind.VoiceStateUpdate or DispatchKind.GuildCreate;
}
