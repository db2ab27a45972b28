using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Bingobot.Discord.Payloads;
using Bingobot.Events;
using Bingobot.Framework;

namespace Bingobot.Modules;

/// <summary>
/// Who takes part: minutes in voice and messages are counted, and who has sat in voice for some minutes without leaving
/// is active. Changing channels is not leaving. Bots do not count.
/// </summary>
public sealed class ActivityModule : BotModule<ActivityState>
{
    /// <summary>A timer that fires later than this fell due while the bot was down.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(5);

    /// <summary>How long what was missed meanwhile may take to arrive.</summary>
    private static readonly TimeSpan CatchUp = TimeSpan.FromSeconds(30);

    private const int MaxTop = 10;
    private readonly ActivityOptions _options;

    /// <summary>Makes the module.</summary>
    /// <param name="options">When a user counts as active.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public ActivityModule(ActivityOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
    }

    /// <inheritdoc/>
    public override string Name => "activity";

    /// <inheritdoc/>
    public override ActivityState Empty { get; } = new();

    /// <inheritdoc/>
    public override JsonTypeInfo<ActivityState> StateJson => ActivityJson.Default.ActivityState;

    /// <inheritdoc/>
    protected override Translations Texts => ModuleTexts.All;

    /// <inheritdoc/>
    protected override void Define(BotModuleBuilder<ActivityState> bot) => bot
        .Group("activity", "Show who takes part")
        .Command("activity me", "Show your own minutes and messages", Me, terms: new Terms { AnswersPrivately = true })
        .Command("activity top", "Show who is most active", Top)
        .Decide(FrameworkEvents.VoiceStateChanged, OnVoice)
        .Decide(FrameworkEvents.GuildAvailable, Reconcile)
        .Apply(FrameworkEvents.MessageReceived, static (state, e, context) =>
        {
            var user = state.Of(e.Author);
            return e.Bot ? state : state.With(e.Author, user with { Messages = user.Messages + 1 }, context.Now);
        })
        .Apply(ActivityEvents.VoiceSessionStarted, static (state, e, context) =>
        {
            context.Schedule(Key(e.User), e.ActiveFrom);
            return state.With(e.User, state.Of(e.User) with { InVoiceSince = context.Now }, context.Now);
        })
        .Apply(ActivityEvents.VoiceSessionEnded, static (state, e, context) =>
        {
            context.Cancel(Key(e.User));
            var user = state.Of(e.User);
            return state.With(
                e.User, user with { InVoiceSince = null, VoiceSeconds = user.VoiceSeconds + e.Seconds }, context.Now);
        })
        .Apply(ActivityEvents.VoiceCheckPostponed, static (state, e, context) =>
        {
            context.Schedule(Key(e.User), e.Until);
            return state;
        })
        .Apply(ActivityEvents.UserActive, static (state, e, context) =>
            state.With(e.User, state.Of(e.User) with { ActiveAt = context.Now }, context.Now))
        .OnTimer(Due);

    private static string Key(Snowflake user) => user.ToString();

    private void OnVoice(ActivityState state, VoiceStateChanged e, IDecideContext context)
    {
        var since = state.Of(e.User).InVoiceSince;
        if (e.Channel is { } channel && since is null && !e.Bot)
            Begin(e.User, channel, context);
        else if (e.Channel is null && since is { } began)
            End(e.User, context.Now - began, context);
    }

    /// <summary>
    /// A guild as it is: of those who are gone, nobody knows when they left, so only the time up to the last thing that was
    /// known counts.
    /// </summary>
    private void Reconcile(ActivityState state, GuildAvailable e, IDecideContext context)
    {
        foreach (var (user, activity) in state.Users)
        {
            if (activity.InVoiceSince is { } since && !e.Voice.Any(voice => voice.User == user))
                End(user, (state.LastSeen ?? since) - since, context);
        }
        foreach (var voice in e.Voice)
        {
            if (!voice.Bot && state.Of(voice.User).InVoiceSince is null)
                Begin(voice.User, voice.Channel, context);
        }
    }

    private void Begin(Snowflake user, Snowflake channel, IDecideContext context) => context.Emit(
        ActivityEvents.VoiceSessionStarted,
        new VoiceSessionStarted(user, channel, context.Now + TimeSpan.FromMinutes(_options.VoiceMinutes)));

    private static void End(Snowflake user, TimeSpan time, IDecideContext context) => context.Emit(
        ActivityEvents.VoiceSessionEnded, new VoiceSessionEnded(user, UserActivity.Seconds(time)));

    /// <summary>
    /// After a time of absence the timer fires before Discord has told what was missed, so the user is looked at again a
    /// little later.
    /// </summary>
    private static void Due(ActivityState state, TimerFired timer, IDecideContext context)
    {
        var user = Snowflake.Parse(timer.Key);
        if (state.Of(user).InVoiceSince is not { } since)
            return;
        if (context.Now - timer.Due > Late)
            context.Emit(ActivityEvents.VoiceCheckPostponed, new VoiceCheckPostponed(user, context.Now + CatchUp));
        else
            context.Emit(ActivityEvents.UserActive, new UserActive(user, since));
    }

    private static Decision<ActivityState> Me(ActivityState state, CommandInvocation invocation)
    {
        var activity = state.Of(invocation.User);
        var active = activity.ActiveAt is { } at
            ? invocation.Say(ActivitySentences.FoundActive, Markdown.Relative(at))
            : invocation.Say(ActivitySentences.NotActiveYet);
        return Answer.Whisper(invocation.Say(ActivitySentences.SoFar, active, Counts(activity, invocation.Now, invocation.Speech)));
    }

    private static Decision<ActivityState> Top(ActivityState state, CommandInvocation invocation)
    {
        var lines = state.Users
            .OrderByDescending(pair => pair.Value.SecondsAt(invocation.Now))
            .ThenByDescending(pair => pair.Value.Messages)
            .ThenBy(pair => pair.Key)
            .Take(MaxTop)
            .Select((pair, place) => string.Create(CultureInfo.InvariantCulture,
                $"{place + 1}. {Markdown.Mention(pair.Key)}: {Counts(pair.Value, invocation.Now, invocation.GuildSpeech)}"))
            .ToArray();
        return lines.Length == 0
            ? Answer.Whisper(invocation.Say(ActivitySentences.Nobody))
            : Answer.Reply(new MessageBody(invocation.GuildSpeech.Say(ActivitySentences.MostActive) + "\n" + string.Join('\n', lines)));
    }

    private static string Counts(UserActivity activity, DateTimeOffset now, Speech speech)
    {
        var minutes = activity.SecondsAt(now) / 60;
        return speech.Say(
            ActivitySentences.Counts,
            minutes == 1 ? speech.Say(ActivitySentences.OneMinute) : speech.Say(ActivitySentences.Minutes, minutes),
            activity.Messages == 1 ? speech.Say(ActivitySentences.OneMessage) : speech.Say(ActivitySentences.Messages, activity.Messages));
    }
}
