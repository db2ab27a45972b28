using Bingobot.Discord.Payloads;

namespace Bingobot.Discord.Tests.Rest.Schemas;

/// <content>Channels, threads, guilds, roles, members, bans, emoji and users.</content>
internal static partial class Bodies
{
    private static readonly PermissionOverwrite Overwrite = new()
    {
        Id = Id,
        Type = 1,
        Allow = Permissions.ViewChannel | Permissions.SendMessages,
        Deny = Permissions.MentionEveryone,
    };

    private static readonly ForumTag[] Tags =
    [
        new() { Id = Id, Name = "old", Moderated = true, EmojiId = Id },
        new() { Name = "new", EmojiName = "🆕" },
    ];

    private static IEnumerable<(Type Type, (string, object)[] Forms)> Channels() =>
    [
        For(
            new CreateChannel { Name = "general" },
            new CreateChannel
            {
                Name = "forum",
                Type = ChannelType.GuildForum,
                Topic = "about",
                Bitrate = 64_000,
                UserLimit = 5,
                RateLimitPerUser = 10,
                Position = 3,
                PermissionOverwrites = [Overwrite],
                ParentId = Id,
                Nsfw = true,
                RtcRegion = "rotterdam",
                VideoQualityMode = 2,
                DefaultAutoArchiveDuration = 1440,
                DefaultReactionEmoji = new DefaultReaction { EmojiName = "👍" },
                AvailableTags = [Tags[1]],
                DefaultSortOrder = 1,
                DefaultForumLayout = 2,
                DefaultThreadRateLimitPerUser = 5,
            }),
        For(
            new ModifyChannel { Name = "general" },
            new ModifyChannel
            {
                Name = "forum",
                Type = ChannelType.GuildAnnouncement,
                Position = 1,
                Topic = "about",
                Nsfw = false,
                RateLimitPerUser = 0,
                Bitrate = 64_000,
                UserLimit = 0,
                PermissionOverwrites = [Overwrite],
                ParentId = (Snowflake?)Id,
                RtcRegion = "rotterdam",
                VideoQualityMode = 1,
                DefaultAutoArchiveDuration = 60,
                Flags = 16,
                AvailableTags = Tags,
                DefaultReactionEmoji = new DefaultReaction { EmojiId = Id },
                DefaultThreadRateLimitPerUser = 5,
                DefaultSortOrder = 0,
                DefaultForumLayout = 1,
            },
            new ModifyChannel { Topic = null, ParentId = null, RtcRegion = null, DefaultReactionEmoji = null },
            new ModifyChannel
            {
                Name = "thread",
                Archived = true,
                AutoArchiveDuration = 60,
                Locked = true,
                Invitable = false,
                RateLimitPerUser = 5,
                Flags = 2,
                AppliedTags = [Id],
            }),
        ForList(
            new ChannelPosition { Id = Id, Position = 1 },
            new ChannelPosition { Id = Id, Position = 2, LockPermissions = true, ParentId = (Snowflake?)Other },
            new ChannelPosition { Id = Other, ParentId = null }),
        For(
            new EditChannelPermissions { Type = 0 },
            new EditChannelPermissions { Type = 1, Allow = Permissions.ViewChannel, Deny = Permissions.SendMessages }),
        For(
            new CreateInvite(),
            new CreateInvite { MaxAge = 3600, MaxUses = 5, Temporary = true, Unique = true }),
        For(
            new StartThreadFromMessage { Name = "thread" },
            new StartThreadFromMessage { Name = "thread", AutoArchiveDuration = 1440, RateLimitPerUser = 5 }),
        For(
            new StartThread { Name = "thread" },
            new StartThread
            {
                Name = "thread",
                AutoArchiveDuration = 4320,
                Type = ChannelType.PrivateThread,
                Invitable = false,
                RateLimitPerUser = 5,
            }),
        For(
            new StartForumThread { Name = "thread", Message = new CreateMessage { Content = "hi" } },
            new StartForumThread
            {
                Name = "thread",
                AutoArchiveDuration = 10080,
                RateLimitPerUser = 5,
                AppliedTags = [Id],
                Message = new CreateMessage { Content = "hi", Embeds = [WholeEmbed], Components = Rows, StickerIds = [Id], Files = [File] },
            }),
    ];

    private static IEnumerable<(Type Type, (string, object)[] Forms)> Guilds() =>
    [
        For(
            new ModifyGuild { Name = "guild" },
            new ModifyGuild
            {
                Name = "guild",
                VerificationLevel = 1,
                DefaultMessageNotifications = 1,
                ExplicitContentFilter = 2,
                AfkChannelId = (Snowflake?)Id,
                AfkTimeout = 300,
                Icon = Picture,
                Splash = Picture,
                Banner = Picture,
                SystemChannelId = (Snowflake?)Id,
                SystemChannelFlags = 1,
                RulesChannelId = (Snowflake?)Id,
                PublicUpdatesChannelId = (Snowflake?)Id,
                SafetyAlertsChannelId = (Snowflake?)Id,
                PreferredLocale = "de",
                Features = ["COMMUNITY"],
                Description = "about",
                PremiumProgressBarEnabled = true,
            },
            new ModifyGuild
            {
                AfkChannelId = null,
                Icon = null,
                Splash = null,
                Banner = null,
                SystemChannelId = null,
                RulesChannelId = null,
                PublicUpdatesChannelId = null,
                SafetyAlertsChannelId = null,
                Description = null,
            }),
        For(
            new CreateRole(),
            new CreateRole
            {
                Name = "role",
                Permissions = Permissions.KickMembers,
                Colors = new RoleColors { PrimaryColor = 0xFF0000, SecondaryColor = 0x00FF00, TertiaryColor = 0x0000FF },
                Hoist = true,
                Icon = Picture,
                UnicodeEmoji = "👑",
                Mentionable = true,
            }),
        For(
            new ModifyRole { Name = "role" },
            new ModifyRole
            {
                Name = "role",
                Permissions = Permissions.None,
                Colors = new RoleColors { PrimaryColor = 0 },
                Hoist = false,
                Icon = Picture,
                UnicodeEmoji = "👑",
                Mentionable = false,
            },
            new ModifyRole { Icon = null, UnicodeEmoji = null }),
        ForList(new RolePosition { Id = Id }, new RolePosition { Id = Id, Position = 1 }),
        For(
            new CreateEmoji { Name = "cat", Image = Picture },
            new CreateEmoji { Name = "cat", Image = Picture, Roles = [Id] }),
        For(new CreateApplicationEmoji { Name = "cat", Image = Picture }, new CreateApplicationEmoji { Name = "cats", Image = Picture }),
        For(new ModifyApplicationEmoji { Name = "cat" }, new ModifyApplicationEmoji { Name = "cats" }),
        For(new ModifyEmoji { Name = "cat" }, new ModifyEmoji { Name = "cat", Roles = [Id] }),
    ];

    private static IEnumerable<(Type Type, (string, object)[] Forms)> People() =>
    [
        For(
            new ModifyMember { Mute = true },
            new ModifyMember
            {
                Nick = "ada",
                Roles = [Id],
                Mute = false,
                Deaf = true,
                ChannelId = (Snowflake?)Id,
                CommunicationDisabledUntil = (DateTimeOffset?)Time,
                Flags = 4,
            },
            new ModifyMember { Nick = null, ChannelId = null, CommunicationDisabledUntil = null }),
        For(
            new ModifyCurrentMember { Nick = "bot" },
            new ModifyCurrentMember { Nick = "bot", Avatar = Picture, Banner = Picture, Bio = "a bot" },
            new ModifyCurrentMember { Nick = null, Avatar = null, Banner = null, Bio = null }),
        For(new ModifyVoiceState { Suppress = true }, new ModifyVoiceState { ChannelId = Id, Suppress = false }),
        For(
            new ModifyCurrentVoiceState { Suppress = true },
            new ModifyCurrentVoiceState { ChannelId = Id, Suppress = true, RequestToSpeakTimestamp = (DateTimeOffset?)Time },
            new ModifyCurrentVoiceState { RequestToSpeakTimestamp = null }),
        For(new CreateBan(), new CreateBan { DeleteMessageSeconds = 3600 }),
        For(new BulkBan { UserIds = [Id] }, new BulkBan { UserIds = [Id, Other], DeleteMessageSeconds = 0 }),
        For(
            new ModifyCurrentUser { Username = "bot" },
            new ModifyCurrentUser { Username = "bot", Avatar = Picture, Banner = null },
            new ModifyCurrentUser { Avatar = null, Banner = Picture }),
    ];
}
