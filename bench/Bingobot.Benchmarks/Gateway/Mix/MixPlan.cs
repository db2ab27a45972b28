namespace Bingobot.Benchmarks.Gateway.Mix;

/// <summary>Which event is of which kind and about which guild, from a seed: what is sent and what must arrive.</summary>
internal sealed class MixPlan
{
    /// <summary>Events of a block; the stream repeats it, with numbers and ids of their own.</summary>
    public const int BlockEvents = 10_000;

    private const int Seed = 20_260_102;

    private readonly (DispatchKind Kind, int Guild)[] _events = new (DispatchKind, int)[BlockEvents];

    public MixPlan(MixSize size)
    {
        Random = new Random(Seed);
        for (int i = 0; i < BlockEvents; i++)
        {
            DispatchKind kind = i == BlockEvents / 2 ? DispatchKind.GuildCreate : KindOf(Random.Next(100), size.OnlyWanted);
            _events[i] = (kind, Random.Next(Math.Max(1, size.Guilds)));
        }
    }

    /// <summary>Goes on after the plan, for what the events say.</summary>
    public Random Random { get; }

    /// <summary>An event of the stream.</summary>
    /// <param name="ordinal">From 0 on.</param>
    public (DispatchKind Kind, int Guild) At(long ordinal) => _events[(int)(ordinal % BlockEvents)];

    /// <summary>40 % messages, 30 % presences, 20 % typing, 10 % voice; of the wanted ones alone 80 % and 20 %.</summary>
    private static DispatchKind KindOf(int percent, bool onlyWanted) => (percent, onlyWanted) switch
    {
        (< 80, true) or (< 40, false) => DispatchKind.MessageCreate,
        (_, true) => DispatchKind.VoiceStateUpdate,
        (< 70, _) => DispatchKind.PresenceUpdate,
        (< 90, _) => DispatchKind.TypingStart,
        _ => DispatchKind.VoiceStateUpdate,
    };
}
