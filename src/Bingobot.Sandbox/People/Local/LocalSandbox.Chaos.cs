namespace Bingobot.Sandbox;

/// <summary>What people let go wrong.</summary>
internal sealed partial class LocalSandbox
{
    private const int MaxChaosCount = 1000;
    private const int MaxChaosSeconds = 3600;
    private const int DefaultMuteSeconds = 60;
    private const string NoCrash = "The bot runs elsewhere, so it cannot be crashed from here.";
    private const string NoClock = "The clock of this sandbox cannot be put forward.";

    public string? WhyNoCrash => options.BotProcess is { } process ? process.WhyNoCrash : NoCrash;

    public CrashReport? LastCrash => options.BotProcess?.LastCrash;

    public Task AdvanceClockAsync(TimeSpan by, CancellationToken cancellationToken = default) => by <= TimeSpan.Zero
        ? throw new SandboxException(400, "The clock can only be put forward.")
        : (options.Clock ?? throw new SandboxException(409, NoClock)).AdvanceAsync(by, cancellationToken);

    public Task ChaosAsync(ChaosOrder order, CancellationToken cancellationToken = default)
    {
        int count = Within(order.Count, "count", 1, MaxChaosCount, order.Kind == ChaosKind.Drop ? MaxChaosCount : 1);
        int seconds = Within(order.Seconds, "seconds", 1, MaxChaosSeconds, DefaultMuteSeconds);
        switch (order.Kind)
        {
            case ChaosKind.Crash:
                return (options.BotProcess ?? throw new SandboxException(409, NoCrash)).CrashAsync(cancellationToken);
            case ChaosKind.Drop:
                hub.Drop(count);
                break;
            case ChaosKind.Reconnect:
                hub.AskToReconnect();
                break;
            case ChaosKind.InvalidSession:
                return hub.InvalidateAsync(order.Resumable, cancellationToken);
            case ChaosKind.MuteAcks:
                chaos.MuteAcks(TimeSpan.FromSeconds(seconds));
                break;
            case ChaosKind.RateLimit:
                chaos.RateLimit(count);
                break;
            case ChaosKind.ServerError:
                chaos.Fail(count, order.After);
                break;
            default:
                throw new SandboxException(400, $"There is no chaos of the kind {order.Kind}.");
        }

        return Task.CompletedTask;
    }

    private static int Within(int? given, string name, int min, int max, int fallback) => given switch
    {
        null => fallback,
        { } value when value >= min && value <= max => value,
        _ => throw new SandboxException(400, $"{name} is {min} to {max}, not {given}."),
    };
}
