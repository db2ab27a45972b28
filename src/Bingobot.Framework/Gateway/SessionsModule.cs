using System.Text.Json.Serialization.Metadata;
using Bingobot.Events;

namespace Bingobot.Framework;

/// <summary>When the gateway was known to be heard, as far as partition 0 tells.</summary>
/// <param name="LastSeen">The time of the newest event about it.</param>
/// <param name="Before">That of the one before.</param>
internal sealed record SessionsState(DateTimeOffset? LastSeen, DateTimeOffset? Before)
{
    public static SessionsState Empty { get; } = new(null, null);

    public SessionsState Seen(DateTimeOffset now) => new(now, LastSeen);
}

/// <summary>Records from when to when something was missed, where a session was lost.</summary>
internal sealed class SessionsModule : Module<SessionsState>
{
    public override string Name => "sessions";

    public override SessionsState Empty => SessionsState.Empty;

    public override JsonTypeInfo<SessionsState> StateJson => FrameworkJson.Default.SessionsState;

    public override void Configure(IModuleBuilder<SessionsState> module) => module
        .Apply(FrameworkEvents.SessionStarted, static (state, _, context) => state.Seen(context.Now))
        .Apply(RuntimeEvents.CursorAdvanced, static (state, _, context) => state.Seen(context.Now))
        .Decide(FrameworkEvents.SessionStarted, static (state, e, context) =>
        {
            if (e.LostSession is not null)
                context.Emit(FrameworkEvents.GapDetected, new GapDetected(e.Source, e.HeardUntil ?? state.Before ?? context.Now, context.Now));
        })
        .Event(FrameworkEvents.GatewayIdentified)
        .Event(FrameworkEvents.GapDetected)
        .Event(FrameworkEvents.GuildAvailable)
        .Event(FrameworkEvents.GuildUnavailable)
        .Event(FrameworkEvents.VoiceStateChanged)
        .Event(FrameworkEvents.MessageReceived);
}
