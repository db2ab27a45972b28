using System.Text.Json;

namespace Bingobot.Sandbox;

/// <summary>
/// Many people at once: what <see cref="ISandbox"/> does for one who looks on, for a load that does not. Nothing waits for the
/// bot's answers, and all is named by its id.
/// </summary>
/// <remarks>
/// Thread-safe. Whoever acts waits as long as the bot has half of its replay buffer yet to read (at most 3 s at a time), as
/// people do. What an action has done is durable when its task has completed.
/// </remarks>
public interface ISandboxCrowd
{
    /// <summary>The sessions that are connected to a bot at the moment.</summary>
    IReadOnlyList<string> ServedSessions { get; }

    /// <summary>Makes guilds, each with the bot, people, text channels and voice channels of its own.</summary>
    /// <param name="guilds">How many; 1 to <see cref="CrowdLimits.MostGuilds"/>.</param>
    /// <param name="users">People in each; 1 to <see cref="CrowdLimits.MostUsers"/>.</param>
    /// <param name="cancellationToken">Stops between two guilds.</param>
    /// <returns>The guilds, in the order in which they were made.</returns>
    Task<IReadOnlyList<CrowdGuild>> PopulateAsync(int guilds, int users, CancellationToken cancellationToken = default);

    /// <summary>A user writes a message of 1 to 2,000 characters.</summary>
    /// <exception cref="SandboxException">As <see cref="ISandbox.SendMessageAsync"/>.</exception>
    Task WriteAsync(ulong channel, ulong user, string content, CancellationToken cancellationToken = default);

    /// <summary>A user enters a voice channel, changes it, or leaves (<paramref name="channel"/> is null).</summary>
    /// <exception cref="SandboxException">404: no such channel or member.</exception>
    Task SetVoiceAsync(ulong guild, ulong user, ulong? channel, CancellationToken cancellationToken = default);

    /// <summary>A user invokes a slash command.</summary>
    /// <returns>The interaction's id.</returns>
    /// <exception cref="SandboxException">As <see cref="ISandbox.InvokeCommandAsync"/>, but for 504.</exception>
    Task<ulong> InvokeAsync(
        ulong channel,
        ulong user,
        string command,
        IReadOnlyDictionary<string, JsonElement> options,
        CancellationToken cancellationToken = default);

    /// <summary>A user presses a button.</summary>
    /// <returns>The interaction's id; null where the button is gone or disabled by now.</returns>
    Task<ulong?> PressAsync(CrowdButton button, ulong user, CancellationToken cancellationToken = default);

    /// <summary>The buttons of the message by which an interaction was answered that can be pressed; none as long as there is no answer.</summary>
    IReadOnlyList<CrowdButton> ButtonsOf(ulong interaction);

    /// <summary>How an interaction stands.</summary>
    CrowdAnswer AnswerTo(ulong interaction);

    /// <summary>Interactions that the bot has deferred and not answered yet.</summary>
    int CountDeferred();
}

/// <summary>How much <see cref="ISandboxCrowd.PopulateAsync"/> makes.</summary>
public static class CrowdLimits
{
    /// <summary>The most guilds.</summary>
    public const int MostGuilds = 500;

    /// <summary>The most people in a guild.</summary>
    public const int MostUsers = 200;
}

/// <summary>A guild with who and what is in it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="TextChannels">Its text channels.</param>
/// <param name="VoiceChannels">Its voice channels.</param>
/// <param name="Users">The people in it.</param>
public sealed record CrowdGuild(
    ulong Id, IReadOnlyList<ulong> TextChannels, IReadOnlyList<ulong> VoiceChannels, IReadOnlyList<ulong> Users);

/// <summary>A button of a message.</summary>
/// <param name="Channel">The message's channel.</param>
/// <param name="Message">The message.</param>
/// <param name="CustomId">The button.</param>
public sealed record CrowdButton(ulong Channel, ulong Message, string CustomId);

/// <summary>How an interaction stands.</summary>
public enum CrowdAnswer
{
    /// <summary>The bot has done nothing about it, or it is not known any more.</summary>
    None,

    /// <summary>The bot has deferred its answer.</summary>
    Deferred,

    /// <summary>The bot has answered.</summary>
    Given,
}
