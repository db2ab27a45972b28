using Bingobot.Discord.Payloads;

namespace Bingobot.Framework;

/// <summary>A new gateway session began; its cursor counts from here. In partition 0.</summary>
/// <param name="Source">The cursor's source, as <c>gateway/0</c>.</param>
/// <param name="User">The bot's user.</param>
/// <param name="UserName">The bot's name.</param>
/// <param name="Application">The bot's application.</param>
/// <param name="LostSession">The session that could not be resumed and is replaced, or null where there was none.</param>
public sealed record SessionStarted(
    string Source, Snowflake User, string UserName, Snowflake Application, string? LostSession)
{
    /// <summary>How many shards the session is one of; null is one. A session belongs to its number of shards.</summary>
    public int? Shards { get; init; }

    /// <summary>Where there is a <see cref="LostSession"/>: up to when its guilds were heard; null where that is not known.</summary>
    public DateTimeOffset? HeardUntil { get; init; }
}

/// <summary>
/// A shard is about to identify: Discord allows a bot 1,000 a day, so they are counted beyond the process. In partition 0.
/// See <see href="https://docs.discord.com/developers/events/gateway#identifying"/>.
/// </summary>
/// <param name="Shard">The shard's number.</param>
/// <param name="Shards">How many there are.</param>
public sealed record GatewayIdentified(int Shard, int Shards);

/// <summary>
/// What happened on Discord in between was missed for ever, since its session could not be resumed. In partition 0;
/// a <see cref="GuildAvailable"/> follows for each guild, by which modules reconcile.
/// </summary>
/// <param name="Source">The cursor's source.</param>
/// <param name="From">When something was known last, at the latest.</param>
/// <param name="To">When the new session began.</param>
public sealed record GapDetected(string Source, DateTimeOffset From, DateTimeOffset To);

/// <summary>A guild as it is at the start of a session, or when the bot is added to it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Channels">Its channels, by id.</param>
/// <param name="Voice">Who sits in voice, by id.</param>
public sealed record GuildAvailable(string Name, IReadOnlyList<GuildChannel> Channels, IReadOnlyList<VoicePresence> Voice);

/// <summary>A channel of a guild.</summary>
/// <param name="Channel">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Type">What kind it is.</param>
public sealed record GuildChannel(Snowflake Channel, string Name, ChannelType Type);

/// <summary>Somebody sits in a voice channel.</summary>
/// <param name="User">Who.</param>
/// <param name="Channel">Where.</param>
/// <param name="Bot">Whether it is a bot, as far as Discord said.</param>
public sealed record VoicePresence(Snowflake User, Snowflake Channel, bool Bot);

/// <summary>A guild cannot be reached for now, or the bot was removed from it.</summary>
/// <param name="Removed">Whether the bot was removed.</param>
public sealed record GuildUnavailable(bool Removed);

/// <summary>A user joined, changed or left a voice channel, or was muted and the like in it.</summary>
/// <param name="User">Who.</param>
/// <param name="Channel">Where that user is now; null outside voice.</param>
/// <param name="Bot">Whether it is a bot.</param>
public sealed record VoiceStateChanged(Snowflake User, Snowflake? Channel, bool Bot);

/// <summary>A message was written by another than this bot. Its content is not kept.</summary>
/// <param name="Message">The message.</param>
/// <param name="Channel">Where.</param>
/// <param name="Author">By whom.</param>
/// <param name="Bot">Whether the author is a bot.</param>
public sealed record MessageReceived(Snowflake Message, Snowflake Channel, Snowflake Author, bool Bot);

/// <summary>
/// Members of a guild that <see cref="Bot.RequestGuildMembersAsync"/> asked for: a part of the answer, up to 1,000. Names are not kept.
/// See <see href="https://docs.discord.com/developers/events/gateway-events#guild-members-chunk"/>.
/// </summary>
/// <param name="Members">The members of this part, by id.</param>
/// <param name="Chunk">Which part it is, from 0.</param>
/// <param name="Chunks">How many parts there are.</param>
/// <param name="NotFound">Of the users that were asked for, those who are no members, by id.</param>
public sealed record GuildMembersReceived(
    IReadOnlyList<ListedMember> Members, int Chunk, int Chunks, IReadOnlyList<Snowflake> NotFound)
{
    /// <summary>What the request was given to tell its answer by, or null.</summary>
    public string? Nonce { get; init; }
}

/// <summary>A member of a guild.</summary>
/// <param name="User">Who.</param>
/// <param name="Bot">Whether it is a bot.</param>
/// <param name="Roles">The member's roles without everybody's, by id.</param>
public sealed record ListedMember(Snowflake User, bool Bot, IReadOnlyList<Snowflake> Roles);
