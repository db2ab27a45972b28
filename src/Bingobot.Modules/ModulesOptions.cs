namespace Bingobot.Modules;

/// <summary>The options of the modules that ship with Bingobot. They shape decisions only, never replay.</summary>
public sealed record ModulesOptions
{
    /// <summary>Of activity.</summary>
    public ActivityOptions Activity { get; init; } = new();

    /// <summary>Of votes, and of those that challenges open.</summary>
    public VotesOptions Votes { get; init; } = new();
}

/// <summary>When a user counts as active.</summary>
public sealed record ActivityOptions
{
    /// <summary>The least <see cref="VoiceMinutes"/>.</summary>
    public const int MinVoiceMinutes = 1;

    /// <summary>The most <see cref="VoiceMinutes"/>: a day.</summary>
    public const int MaxVoiceMinutes = 24 * 60;

    /// <summary>The default of <see cref="VoiceMinutes"/>.</summary>
    public const int DefaultVoiceMinutes = 10;

    /// <summary>Minutes to sit in voice without leaving, 1 to 1440; 10 by default.</summary>
    public int VoiceMinutes { get; init; } = DefaultVoiceMinutes;

    /// <summary>Throws where a value is outside its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It names the option, the value and what is allowed.</exception>
    public void Validate()
    {
        if (VoiceMinutes is < MinVoiceMinutes or > MaxVoiceMinutes)
        {
            throw new ArgumentOutOfRangeException(nameof(VoiceMinutes), VoiceMinutes,
                $"activity.voiceMinutes is from {MinVoiceMinutes} to {MaxVoiceMinutes}.");
        }
    }
}

/// <summary>What a vote has where its author says nothing.</summary>
public sealed record VotesOptions
{
    /// <summary>The shortest <see cref="Duration"/>: 10 s.</summary>
    public static readonly TimeSpan MinDuration = TimeSpan.FromSeconds(10);

    /// <summary>The longest <see cref="Duration"/>: 30 days.</summary>
    public static readonly TimeSpan MaxDuration = TimeSpan.FromDays(30);

    /// <summary>The default of <see cref="Duration"/>: 10 minutes.</summary>
    public static readonly TimeSpan DefaultDuration = TimeSpan.FromMinutes(10);

    /// <summary>The least <see cref="Quorum"/>.</summary>
    public const int MinQuorum = 1;

    /// <summary>The greatest <see cref="Quorum"/>.</summary>
    public const int MaxQuorum = 1000;

    /// <summary>The default of <see cref="Quorum"/>.</summary>
    public const int DefaultQuorum = 3;

    /// <summary>How long a vote is open, 10 s to 30 days; 10 minutes by default.</summary>
    public TimeSpan Duration { get; init; } = DefaultDuration;

    /// <summary>How many must vote for the result to count, 1 to 1000; 3 by default.</summary>
    public int Quorum { get; init; } = DefaultQuorum;

    /// <summary>Throws where a value is outside its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It names the option, the value and what is allowed.</exception>
    public void Validate()
    {
        if (Duration < MinDuration || Duration > MaxDuration)
            throw new ArgumentOutOfRangeException(nameof(Duration), Duration, "votes.duration is from 10s to 30d.");
        if (Quorum is < MinQuorum or > MaxQuorum)
        {
            throw new ArgumentOutOfRangeException(nameof(Quorum), Quorum,
                $"votes.quorum is from {MinQuorum} to {MaxQuorum}.");
        }
    }
}
