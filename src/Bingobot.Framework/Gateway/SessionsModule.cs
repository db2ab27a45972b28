using System.Collections.Immutable;
using System.Text.Json.Serialization.Metadata;
using Bingobot.Events;

namespace Bingobot.Framework;

/// <summary>The gateway sessions, by their sources. In partition 0.</summary>
internal sealed record SessionsState(ImmutableSortedDictionary<string, SourceState> Sources)
{
    public static SessionsState Empty { get; } =
        new(ImmutableSortedDictionary<string, SourceState>.Empty.WithComparers(StringComparer.Ordinal));
}

/// <summary>What is known of a source.</summary>
/// <param name="LastSeen">The time of its newest event in partition 0.</param>
/// <param name="Before">That of the one before.</param>
internal sealed record SourceState(DateTimeOffset LastSeen, DateTimeOffset? Before);

/// <summary>Records from when to when something was missed, where a session was lost.</summary>
internal sealed class SessionsModule : Module<SessionsState>
{
    public override string Name => "sessions";

    public override SessionsState Empty => SessionsState.Empty;

    public override JsonTypeInfo<SessionsState> StateJson => FrameworkJson.Default.SessionsState;

    public override void Configure(IModuleBuilder<SessionsState> module) => module
        .Apply(FrameworkEvents.SessionStarted, static (state, e, context) => Seen(state, e.Source, context.Now))
        .Apply(FrameworkEvents.CursorAdvanced, static (state, e, context) => Seen(state, e.Source, context.Now))
        .Decide(FrameworkEvents.SessionStarted, static (state, e, context) =>
        {
            if (e.LostSession is not null)
            {
                var from = state.Sources.GetValueOrDefault(e.Source)?.Before ?? context.Now;
                context.Emit(FrameworkEvents.GapDetected, new GapDetected(e.Source, from, context.Now));
            }
        })
        .Event(FrameworkEvents.GapDetected)
        .Event(FrameworkEvents.GuildAvailable)
        .Event(FrameworkEvents.GuildUnavailable)
        .Event(FrameworkEvents.VoiceStateChanged)
        .Event(FrameworkEvents.MessageReceived);

    private static SessionsState Seen(SessionsState state, string source, DateTimeOffset now) => state with
    {
        Sources = state.Sources.WithComparers(StringComparer.Ordinal)
            .SetItem(source, new SourceState(now, state.Sources.GetValueOrDefault(source)?.LastSeen)),
    };
}
