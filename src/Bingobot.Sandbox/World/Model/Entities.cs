using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bingobot.Sandbox;

internal sealed record User(ulong Id, string Name, bool IsBot);

/// <summary>The application that the bot belongs to.</summary>
internal sealed record BotApplication(ulong Id, ulong BotId, ulong OwnerId, string Name);

internal sealed record Guild(ulong Id, string Name, ulong OwnerId, long CreatedAt);

/// <summary>A role; the one with the guild's id is @everyone's.</summary>
internal sealed record Role(ulong GuildId, ulong Id, string Name, ulong Permissions, int Position)
{
    public int Color { get; init; }
    public bool Hoist { get; init; }
    public bool Mentionable { get; init; }

    /// <summary>The bot whose own role it is; nobody else can have it.</summary>
    public ulong? BotId { get; init; }
}

internal sealed record GuildChannel(ulong Id, ulong GuildId, string Name, ChannelKind Kind, int Position, ulong LastMessageId)
{
    public string? Topic { get; init; }
    public bool Nsfw { get; init; }

    /// <summary>Seconds.</summary>
    public int Slowmode { get; init; }
    public ulong? ParentId { get; init; }
    public long? LastPinAt { get; init; }

    /// <summary>Of a thread; null otherwise.</summary>
    public ThreadState? Thread { get; init; }

    /// <summary>With whom the bot speaks in a direct message; null otherwise.</summary>
    public ulong? RecipientId { get; init; }

    [JsonIgnore]
    public bool IsThread => Thread is not null;

    /// <summary>Of no guild: between the bot and one person.</summary>
    [JsonIgnore]
    public bool IsDirect => GuildId == 0;

    /// <summary>Whether people read and write in it.</summary>
    [JsonIgnore]
    public bool HasMessages => Kind is not (ChannelKind.Voice or ChannelKind.Category);

    [JsonIgnore]
    public ImmutableSortedDictionary<ulong, Overwrite> Overwrites { get; init; } =
        ImmutableSortedDictionary<ulong, Overwrite>.Empty;

    /// <summary>The overwrites as the journal keeps them; null where there are none.</summary>
    [JsonPropertyName("overwrites")]
    public ImmutableArray<Overwrite>? OverwriteList
    {
        get => Overwrites.IsEmpty ? null : [.. Overwrites.Values];
        init => Overwrites = (value ?? []).ToImmutableSortedDictionary(overwrite => overwrite.Id, overwrite => overwrite);
    }
}

/// <summary>What a role or a member may in a channel, other than in the guild.</summary>
internal sealed record Overwrite(ulong Id, bool IsMember, ulong Allow, ulong Deny);

internal sealed record Member(ulong GuildId, ulong UserId, long JoinedAt)
{
    public string? Nick { get; init; }

    /// <summary>Without @everyone's.</summary>
    public ImmutableSortedSet<ulong> Roles { get; init; } = [];

    /// <summary>Until when the member is timed out, in milliseconds of the world's clock.</summary>
    public long? TimeoutUntil { get; init; }
    public bool Mute { get; init; }
    public bool Deaf { get; init; }
}

internal sealed record VoiceState(ulong GuildId, ulong UserId, ulong ChannelId, bool SelfMute, bool SelfDeaf);

/// <summary>How somebody appears, in all guilds.</summary>
internal sealed record Presence(string Status, JsonElement? Activities);
