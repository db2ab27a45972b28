using System.Text.Json.Serialization;
using Bingobot.Discord.Payloads.Json;

namespace Bingobot.Discord.Payloads;

/// <summary>
/// What a member may do; a decimal string in JSON. Bits without a name here are kept as they are. See
/// <see href="https://docs.discord.com/developers/topics/permissions#permissions-bitwise-permission-flags"/>.
/// </summary>
[Flags]
[JsonConverter(typeof(PermissionsConverter))]
public enum Permissions : ulong
{
    /// <summary>Nothing.</summary>
    None = 0,
    /// <summary>Make invitations.</summary>
    CreateInstantInvite = 1UL << 0,
    /// <summary>Kick members.</summary>
    KickMembers = 1UL << 1,
    /// <summary>Ban members.</summary>
    BanMembers = 1UL << 2,
    /// <summary>Everything, past every channel overwrite.</summary>
    Administrator = 1UL << 3,
    /// <summary>Make, change and delete channels.</summary>
    ManageChannels = 1UL << 4,
    /// <summary>Change the guild itself.</summary>
    ManageGuild = 1UL << 5,
    /// <summary>React with an emoji nobody used yet.</summary>
    AddReactions = 1UL << 6,
    /// <summary>See the audit log.</summary>
    ViewAuditLog = 1UL << 7,
    /// <summary>Speak over others in a voice channel.</summary>
    PrioritySpeaker = 1UL << 8,
    /// <summary>Show one's screen.</summary>
    Stream = 1UL << 9,
    /// <summary>See a channel.</summary>
    ViewChannel = 1UL << 10,
    /// <summary>Send messages, and begin threads in a forum.</summary>
    SendMessages = 1UL << 11,
    /// <summary>Send spoken messages.</summary>
    SendTtsMessages = 1UL << 12,
    /// <summary>Delete and suppress others' messages.</summary>
    ManageMessages = 1UL << 13,
    /// <summary>Links are shown with a preview; embeds may be sent.</summary>
    EmbedLinks = 1UL << 14,
    /// <summary>Attach files.</summary>
    AttachFiles = 1UL << 15,
    /// <summary>Read messages sent before one came.</summary>
    ReadMessageHistory = 1UL << 16,
    /// <summary>Mention everyone.</summary>
    MentionEveryone = 1UL << 17,
    /// <summary>Use other guilds' emoji.</summary>
    UseExternalEmojis = 1UL << 18,
    /// <summary>See the guild's insights.</summary>
    ViewGuildInsights = 1UL << 19,
    /// <summary>Join a voice channel.</summary>
    Connect = 1UL << 20,
    /// <summary>Speak in a voice channel.</summary>
    Speak = 1UL << 21,
    /// <summary>Mute members in voice.</summary>
    MuteMembers = 1UL << 22,
    /// <summary>Deafen members in voice.</summary>
    DeafenMembers = 1UL << 23,
    /// <summary>Move members between voice channels.</summary>
    MoveMembers = 1UL << 24,
    /// <summary>Speak without pressing a key.</summary>
    UseVad = 1UL << 25,
    /// <summary>Change one's own name in the guild.</summary>
    ChangeNickname = 1UL << 26,
    /// <summary>Change others' names in the guild.</summary>
    ManageNicknames = 1UL << 27,
    /// <summary>Make, change and give roles.</summary>
    ManageRoles = 1UL << 28,
    /// <summary>Make, change and delete webhooks.</summary>
    ManageWebhooks = 1UL << 29,
    /// <summary>Change and delete all emoji, stickers and sounds.</summary>
    ManageGuildExpressions = 1UL << 30,
    /// <summary>Use an application's commands.</summary>
    UseApplicationCommands = 1UL << 31,
    /// <summary>Ask to speak on a stage.</summary>
    RequestToSpeak = 1UL << 32,
    /// <summary>Make, change and delete all scheduled events.</summary>
    ManageEvents = 1UL << 33,
    /// <summary>Delete and archive threads, and see private ones.</summary>
    ManageThreads = 1UL << 34,
    /// <summary>Begin public threads.</summary>
    CreatePublicThreads = 1UL << 35,
    /// <summary>Begin private threads.</summary>
    CreatePrivateThreads = 1UL << 36,
    /// <summary>Use other guilds' stickers.</summary>
    UseExternalStickers = 1UL << 37,
    /// <summary>Send messages in threads.</summary>
    SendMessagesInThreads = 1UL << 38,
    /// <summary>Start activities.</summary>
    UseEmbeddedActivities = 1UL << 39,
    /// <summary>Time members out.</summary>
    ModerateMembers = 1UL << 40,
    /// <summary>See what roles bring in.</summary>
    ViewCreatorMonetizationAnalytics = 1UL << 41,
    /// <summary>Use the soundboard.</summary>
    UseSoundboard = 1UL << 42,
    /// <summary>Make emoji, stickers and sounds, and change one's own.</summary>
    CreateGuildExpressions = 1UL << 43,
    /// <summary>Make scheduled events, and change one's own.</summary>
    CreateEvents = 1UL << 44,
    /// <summary>Use other guilds' sounds.</summary>
    UseExternalSounds = 1UL << 45,
    /// <summary>Send voice messages.</summary>
    SendVoiceMessages = 1UL << 46,
    /// <summary>Say what a voice channel is about.</summary>
    SetVoiceChannelStatus = 1UL << 48,
    /// <summary>Send polls.</summary>
    SendPolls = 1UL << 49,
    /// <summary>Applications that a user installed may answer publicly.</summary>
    UseExternalApps = 1UL << 50,
    /// <summary>Pin messages.</summary>
    PinMessages = 1UL << 51,
    /// <summary>Write though a channel is slow.</summary>
    BypassSlowmode = 1UL << 52,
}
