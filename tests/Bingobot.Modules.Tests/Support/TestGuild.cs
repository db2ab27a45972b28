using System.Globalization;
using System.Text;
using Bingobot.Discord.Payloads;
using Bingobot.Events;
using Bingobot.Events.Testing;
using Bingobot.Framework;

namespace Bingobot.Modules.Tests.Support;

/// <summary>The shipped modules in one guild, with people who do things there, and a Discord that does what it is told.</summary>
internal sealed class TestGuild : IAsyncDisposable
{
    public const ulong Id = 7000;
    public static readonly Snowflake General = new(500);
    public static readonly Snowflake Ada = new(1);
    public static readonly Snowflake Grace = new(2);
    public static readonly Snowflake Linus = new(3);
    public static readonly Snowflake Robot = new(99);
    private ulong _interactions = 1_000_000;
    private ulong _messages = 2_000_000;

    private TestGuild(TestStream stream)
    {
        Stream = stream;
        stream.Effects.Answer = Discord;
    }

    public TestStream Stream { get; }

    /// <summary>How Discord takes an effect; default: it does it and tells the message.</summary>
    public Func<PendingEffect, EffectOutcome?> Fault { get; set; } = static _ => null;

    public VotesState Votes => Stream.StateOf<VotesState>("votes", Id);

    public ChallengesState Challenges => Stream.StateOf<ChallengesState>("challenges", Id);

    public ActivityState Activity => Stream.StateOf<ActivityState>("activity", Id);

    public static async Task<TestGuild> StartAsync(ModulesOptions? options = null) =>
        new(await TestStream.StartAsync(() => Bot.ModulesOf(ShippedModules.Create(options))));

    /// <summary>A user types a command.</summary>
    /// <returns>The answer, as it was recorded.</returns>
    public async Task<InteractionAnswered> CommandAsync(Snowflake user, string command, params OptionValue[] options) =>
        await ActAsync(New(user) with { Kind = InteractionKind.Command, Command = command, Options = options });

    /// <summary>A user presses a button of an answer or message.</summary>
    public async Task<InteractionAnswered> PressAsync(Snowflake user, string customId, ulong message = 42) =>
        await ActAsync(New(user) with { Kind = InteractionKind.Component, CustomId = customId, Message = new Snowflake(message) });

    /// <summary>A user submits the modal of an answer.</summary>
    public async Task<InteractionAnswered> SubmitAsync(Snowflake user, InteractionAnswered opened, params (string Name, string Value)[] fields) =>
        await ActAsync(New(user) with
        {
            Kind = InteractionKind.Modal,
            CustomId = opened.Answer.Modal!.CustomId,
            Fields = [.. fields.Select(field => new FieldValue(field.Name, [field.Value]))],
        });

    /// <summary>A user uses a command of another's context menu.</summary>
    public async Task<InteractionAnswered> MenuAsync(Snowflake user, string command, Snowflake target, string name, bool bot = false) =>
        await ActAsync(New(user) with
        {
            Kind = InteractionKind.UserCommand,
            Command = command,
            TargetUser = new ResolvedEntity(target, EntityKind.User, name) { Bot = bot },
        });

    /// <summary>The language of people and guild from now on.</summary>
    public string? Locale { get; set; }

    public async Task<InteractionAnswered> StartVoteAsync(params OptionValue[] options)
    {
        OptionValue[] given = [Text("question", "Pizza?"), .. options];
        return await CommandAsync(Ada, "vote start", [.. given.GroupBy(o => o.Name).Select(g => g.Last())]);
    }

    public Task VoiceAsync(Snowflake user, ulong? channel, bool bot = false) => Stream.PublishAsync(
        Id, new VoiceStateChanged(user, channel is { } c ? new Snowflake(c) : null, bot));

    public Task WriteAsync(Snowflake user, bool bot = false) =>
        Stream.PublishAsync(Id, new MessageReceived(new Snowflake(++_messages), General, user, bot));

    public static OptionValue Text(string name, string value) => new(name, ApplicationCommandOptionType.Text, value);

    public static OptionValue Number(string name, long value) =>
        new(name, ApplicationCommandOptionType.WholeNumber, value.ToString(CultureInfo.InvariantCulture));

    public static OptionValue User(string name, Snowflake user, string label, bool bot = false) =>
        new(name, ApplicationCommandOptionType.User, user.ToString()) { Label = label, Bot = bot ? true : null };

    /// <summary>The custom id of an answer's button.</summary>
    public static string Button(InteractionAnswered answered, string label) =>
        answered.Answer.Body.Rows.SelectMany(row => row).Single(button => button.Label == label).CustomId;

    public IReadOnlyList<PendingEffect> Done(string kind) => [.. Stream.Effects.Executed.Where(e => e.Kind == kind)];

    public ValueTask DisposeAsync() => Stream.DisposeAsync();

    private async Task<InteractionAnswered> ActAsync(InteractionReceived fact)
    {
        await Stream.PublishAsync(Id, fact);
        return Stream.EventsOf(FrameworkEvents.InteractionAnswered).Single(a => a.Interaction == fact.Interaction);
    }

    private InteractionReceived New(Snowflake user) => new()
    {
        Interaction = Snowflake.From(Stream.Clock.GetUtcNow(), ++_interactions),
        Application = Robot,
        Token = "token",
        Kind = InteractionKind.Other,
        User = user,
        UserName = user.ToString(),
        Channel = General,
        Locale = Locale,
        GuildLocale = Locale,
    };

    private EffectOutcome Discord(PendingEffect effect) => Fault(effect) ?? new EffectOutcome.Succeeded(
        Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $$"""{"channel":"{{General}}","message":"{{Interlocked.Increment(ref _messages)}}"}""")));
}
