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
    /// <summary>See a channel.</summary>
    ViewChannel = 1UL << 10,
    /// <summary>Send messages.</summary>
    SendMessages = 1UL << 11,
    /// <summary>Delete, pin and suppress others' messages.</summary>
    ManageMessages = 1UL << 13,
    /// <summary>Links are shown with a preview; embeds may be sent.</summary>
    EmbedLinks = 1UL << 14,
    /// <summary>Attach files.</summary>
    AttachFiles = 1UL << 15,
    /// <summary>Read messages sent before one came.</summary>
    ReadMessageHistory = 1UL << 16,
    /// <summary>Mention everyone.</summary>
    MentionEveryone = 1UL << 17,
    /// <summary>Join a voice channel.</summary>
    Connect = 1UL << 20,
    /// <summary>Speak in a voice channel.</summary>
    Speak = 1UL << 21,
    /// <summary>Move members between voice channels.</summary>
    MoveMembers = 1UL << 24,
    /// <summary>Make, change and give roles.</summary>
    ManageRoles = 1UL << 28,
    /// <summary>Make, change and delete webhooks.</summary>
    ManageWebhooks = 1UL << 29,
    /// <summary>Use an application's commands.</summary>
    UseApplicationCommands = 1UL << 31,
    /// <summary>Time members out.</summary>
    ModerateMembers = 1UL << 40,
}
