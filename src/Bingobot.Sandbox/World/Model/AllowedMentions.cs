using System.Collections.Immutable;

namespace Bingobot.Sandbox;

/// <summary>Which mentions in a message's text count
/// (<see href="https://docs.discord.com/developers/resources/message#allowed-mentions-object"/>).</summary>
/// <param name="AllUsers">Every user that is mentioned; otherwise only <see cref="Users"/>.</param>
/// <param name="AllRoles">Every role that is mentioned; otherwise only <see cref="Roles"/>.</param>
/// <param name="Everyone">Also @everyone and @here.</param>
/// <param name="RepliedUser">Also the author of the message that is replied to.</param>
internal sealed record AllowedMentions(bool AllUsers, bool AllRoles, bool Everyone, bool RepliedUser)
{
    /// <summary>Of a message, where nothing is said.</summary>
    public static readonly AllowedMentions Default = new(true, true, true, true);

    /// <summary>Of an answer to an interaction and of a webhook, where nothing is said.</summary>
    public static readonly AllowedMentions OfAnswers = new(true, false, false, false);

    public ImmutableSortedSet<ulong>? Users { get; init; }

    public ImmutableSortedSet<ulong>? Roles { get; init; }

    public bool AllowsUser(ulong id) => AllUsers || Users?.Contains(id) == true;

    public bool AllowsRole(ulong id) => AllRoles || Roles?.Contains(id) == true;
}
