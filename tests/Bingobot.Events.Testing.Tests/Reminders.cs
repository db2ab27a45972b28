using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Bingobot.Events.Testing.Tests;

public sealed record ReminderSet(string Id, string Text, int Minutes);

public sealed record ReminderCame(string Id, string Text);

public sealed record ReminderMissed(string Id);

public sealed record Ping(string Text);

public sealed record RemindersState(ImmutableSortedDictionary<string, string> Open, int Done)
{
    public static readonly RemindersState None = new(ImmutableSortedDictionary<string, string>.Empty, 0);

    public static RemindersState With(params (string Id, string Text)[] open) =>
        new(open.ToImmutableSortedDictionary(pair => pair.Id, pair => pair.Text), 0);
}

/// <summary>Reminds by timer and message. In version 1 minutes were hours; in version 2 the text was called what.</summary>
public sealed class Reminders(int version = 1, bool byCulture = false, bool loses = false) : Module<RemindersState>
{
    public static readonly EventType<ReminderSet> Set = new("ReminderSet", RemindersJson.Default.ReminderSet)
    {
        Version = 3,
        Upcasters =
        [
            Upcast.From(1, old =>
            {
                old["minutes"] = (int)old["hours"]! * 60;
                old.Remove("hours");
            }),
            Upcast.From(2, old => Upcast.Rename(old, "what", "text")),
        ],
        FormerNames = ["AlarmSet"],
    };

    public static readonly EventType<ReminderCame> Came = new("ReminderCame", RemindersJson.Default.ReminderCame);
    public static readonly EventType<ReminderMissed> Missed = new("ReminderMissed", RemindersJson.Default.ReminderMissed);
    public static readonly EffectType<Ping> Ping = new("ping", RemindersJson.Default.Ping);

    public override string Name => "reminders";

    public override int Version => version;

    public override RemindersState Empty => RemindersState.None;

    public override JsonTypeInfo<RemindersState> StateJson => RemindersJson.Default.RemindersState;

    public override void Configure(IModuleBuilder<RemindersState> module) => module
        .Apply(Set, (state, e, context) =>
        {
            if (e.Text == "poison")
                throw new InvalidOperationException("This text cannot be taken.");
            context.Schedule(e.Id, context.Now.AddMinutes(e.Minutes));
            string text = byCulture ? e.Text.ToUpper(CultureInfo.CurrentCulture) : loses ? "" : e.Text;
            return state with { Open = state.Open.SetItem(e.Id, text) };
        })
        .OnTimer((state, timer, context) => context.Emit(Came, new ReminderCame(timer.Key, state.Open[timer.Key])))
        .Apply(Came, (state, e, _) => new RemindersState(state.Open.Remove(e.Id), state.Done + 1))
        .React(Came, (_, e, context) => context.Do(Ping, new Ping(e.Text), e.Id))
        .Event(Missed)
        .Decide(RuntimeEvents.EffectFailed, (_, e, context) => context.Emit(Missed, new ReminderMissed(e.Key)));

    public static Func<IReadOnlyList<IModule>> Alone { get; } = () => [new Reminders()];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ReminderSet))]
[JsonSerializable(typeof(ReminderCame))]
[JsonSerializable(typeof(ReminderMissed))]
[JsonSerializable(typeof(Ping))]
[JsonSerializable(typeof(RemindersState))]
internal sealed partial class RemindersJson : JsonSerializerContext;
