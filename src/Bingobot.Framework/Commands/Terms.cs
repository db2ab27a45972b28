using Bingobot.Discord.Payloads;

namespace Bingobot.Framework;

/// <summary>
/// On which terms a command, component or modal can be used. They are checked where the modules' gates are, before the handler is
/// called; what Discord can check is declared to it besides.
/// </summary>
public sealed record Terms
{
    /// <summary>No terms.</summary>
    public static Terms None { get; } = new();

    /// <summary>
    /// What a member needs to be allowed in the channel; administrators are allowed everything. Of a command it is also its
    /// <c>default_member_permissions</c>, so that others do not see it. Of a subcommand it adds to that of its group.
    /// </summary>
    public Permissions Member { get; init; }

    /// <summary>What the bot needs to be allowed in the channel.</summary>
    public Permissions Bot { get; init; }

    /// <summary>
    /// Whether its answers are for the user alone. Discord wants to know when an answer is deferred, before there is one. It keeps
    /// its promise whichever is declared here: where the answer is otherwise, it follows on a message that says so.
    /// </summary>
    public bool AnswersPrivately { get; init; }

    /// <summary>Of a command, whether it is age-restricted. Of a subcommand, its group says so.</summary>
    public bool AgeRestricted { get; init; }

    /// <summary>These and those of the group that it belongs to.</summary>
    internal Terms Within(Terms group) => this with
    {
        Member = Member | group.Member,
        Bot = Bot | group.Bot,
        AnswersPrivately = AnswersPrivately || group.AnswersPrivately,
    };
}
