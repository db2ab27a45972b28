using System.Text.Json.Serialization.Metadata;
using Bingobot.Discord.Payloads;
using Bingobot.Events.Testing;
using Bingobot.Framework.Tests.Support;

namespace Bingobot.Framework.Tests.Interactions;

/// <summary>Menus, modals, terms and completions, from the fact to the recorded answer.</summary>
public sealed class TermsTests
{
    private const ulong Guild = 7;
    private static readonly Snowflake Ada = new(1);
    private static readonly Snowflake Barred = new(13);

    [Fact]
    public async Task UserCommand_OpensAModal_WhoseSubmissionReachesItsHandlerAfterARestart()
    {
        await using var stream = await StartAsync();

        await stream.PublishAsync(Guild, Fact.New(Ada) with
        {
            Kind = InteractionKind.UserCommand,
            Command = "Wave At",
            TargetUser = new ResolvedEntity(new Snowflake(3), EntityKind.User, "linus"),
        });
        var opened = stream.EventsOf(FrameworkEvents.InteractionAnswered).Single().Answer;
        await stream.RestartAsync();
        await stream.PublishAsync(Guild, Fact.New(Ada) with
        {
            Kind = InteractionKind.Modal,
            CustomId = opened.Modal!.CustomId,
            Fields = [new FieldValue("how", ["wildly"])],
        });

        Assert.Equal((AnswerKind.Modal, "desk:wave:3"), (opened.Kind, opened.Modal!.CustomId));
        Assert.Equal("3 wildly", stream.EventsOf(FrameworkEvents.InteractionAnswered)[^1].Answer.Body.Text);
    }

    [Fact]
    public async Task Modal_InAnswerToAModal_IsAFault()
    {
        var answered = await AnswerAsync(Fact.New(Ada) with { Kind = InteractionKind.Modal, CustomId = "desk:again:" });

        Assert.Contains("cannot be answered by another", answered.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Menu_TellsItsHandlerWhoWasChosen()
    {
        var answered = await AnswerAsync(Fact.Press(Ada, "desk:pick:") with
        {
            Values = ["3"],
            Entities = [new ResolvedEntity(new Snowflake(3), EntityKind.User, "linus")],
        });

        Assert.Equal("linus", answered.Answer.Body.Text);
    }

    [Fact]
    public async Task Forged_IsRefusedWhateverItSays()
    {
        var answered = await AnswerAsync(Fact.Press(Ada, "desk:pick:") with { IsForged = true });

        Assert.True(answered.Answer.Private);
        Assert.StartsWith("This button was not made by the bot", answered.Answer.Body.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Permissions.None, Permissions.ManageRoles, "it needs the permission Manage Guild.")]
    [InlineData(Permissions.ManageGuild, Permissions.None, "The bot cannot do this here: it needs the permission Manage Roles.")]
    [InlineData(Permissions.ManageGuild, Permissions.ManageRoles, "fine")]
    [InlineData(Permissions.Administrator, Permissions.Administrator, "fine")]
    public async Task Command_WithTerms_IsForThoseWhoMeetThem(Permissions member, Permissions bot, string text)
    {
        var answered = await AnswerAsync(Fact.Command(Ada, "desk close") with { MemberPermissions = member, AppPermissions = bot });

        Assert.Contains(text, answered.Answer.Body.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("press")]
    [InlineData("submit")]
    public async Task ComponentOrModal_WithTerms_IsForThoseWhoMeetThem(string how)
    {
        var fact = how == "press"
            ? Fact.Press(Ada, "desk:lock:")
            : Fact.New(Ada) with { Kind = InteractionKind.Modal, CustomId = "desk:seal:" };

        Assert.Contains("Ban Members", (await AnswerAsync(fact with { MemberPermissions = Permissions.KickMembers })).Answer.Body.Text, StringComparison.Ordinal);
        Assert.Equal("fine", (await AnswerAsync(fact with { MemberPermissions = Permissions.BanMembers })).Answer.Body.Text);
    }

    [Theory]
    [InlineData("de", "Das geht nur auf einem Server")]
    [InlineData("ko", "This works in a server only")]
    public async Task Framework_SpeaksTheLanguageOfTheUser(string locale, string text) => Assert.StartsWith(
        text, (await AnswerAsync(Fact.Command(Ada, "desk close") with { Locale = locale }, guild: 0)).Answer.Body.Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("b", new[] { "bar", "baz" })]
    [InlineData("", new[] { "foo", "bar", "baz" })]
    [InlineData("x", new string[0])]
    public async Task Completion_IsAnsweredFromTheStateAndRecordsNothing(string typed, string[] names)
    {
        await using var stream = await StartAsync();
        var before = stream.Log.LastSequence;

        Assert.Equal(names, await SuggestAsync(stream, Ada, typed));
        Assert.Equal(before, stream.Log.LastSequence);
    }

    [Fact]
    public async Task Completion_ForABarredUser_IsNothing()
    {
        await using var stream = await StartAsync();

        Assert.Empty(await SuggestAsync(stream, Barred, ""));
    }

    [Fact]
    public async Task Completion_ThatThrows_IsNothingAndLogged()
    {
        await using var stream = await StartAsync();
        FakeLog log = new();

        Assert.Empty(await SuggestAsync(stream, Ada, "throw", log));
        Assert.Contains(log.Lines, line => line.Text.Contains("poison", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Completion_OfMoreThanDiscordTakes_IsCut()
    {
        await using var stream = await StartAsync();

        var names = await SuggestAsync(stream, Ada, "many");

        Assert.Equal(25, names.Count);
        Assert.All(names, name => Assert.Equal(100, name.Length));
    }

    private static async Task<IReadOnlyList<string>> SuggestAsync(TestStream stream, Snowflake user, string typed, FakeLog? log = null)
    {
        using ScriptedDiscord discord = new();
        discord.Script = static _ => (200, """{"interaction":{"id":"1","type":4}}""");
        using var rest = discord.Rest();
        await using (var completer = Wire.Autocompleter(rest, [new DeskModule()], log))
        {
            completer.States = stream.Stream;
            completer.Begin(Fact.Command(user, "desk find"), Fact.Text("what", typed), Guild);
            var start = TimeProvider.System.GetTimestamp();
            while (discord.Seen.Count == 0)
            {
                Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(10), "It was not answered in time.");
                await Task.Yield();
            }
        }
        var body = Assert.Single(discord.Seen).Body;
        Assert.Equal(8, body.GetProperty("type").GetInt32());
        return [.. body.GetProperty("data").GetProperty("choices").EnumerateArray().Select(choice => choice.GetProperty("name").GetString()!)];
    }

    private static Task<TestStream> StartAsync() => TestStream.StartAsync(() => Bot.ModulesOf([new DeskModule()]));

    private static async Task<InteractionAnswered> AnswerAsync(InteractionReceived fact, ulong guild = Guild)
    {
        await using var stream = await StartAsync();
        await stream.PublishAsync(guild, fact);
        return stream.EventsOf(FrameworkEvents.InteractionAnswered).Single();
    }
}

internal sealed class DeskModule : BotModule<ProbeState>
{
    private static readonly string[] Words = ["foo", "bar", "baz"];

    public override string Name => "desk";

    public override ProbeState Empty => ProbeState.Zero;

    public override JsonTypeInfo<ProbeState> StateJson => ProbeJson.Default.ProbeState;

    protected override void Define(BotModuleBuilder<ProbeState> bot) => bot
        .Group("desk", "Desk", new Terms { Bot = Permissions.None })
        .Command("desk close", "Closes", (_, _) => Answer.Whisper("fine"), terms: new Terms { Member = Permissions.ManageGuild, Bot = Permissions.ManageRoles })
        .Command("desk find", "Finds", (_, _) => Answer.Whisper("fine"), static options => options.Text("what", "What"))
        .Autocomplete("desk find", "what", (_, typing) => typing.Text switch
        {
            "throw" => throw new InvalidOperationException("poison"),
            "many" => Enumerable.Repeat(new Choice(new string('x', 200), "v"), 50),
            _ => Words.Where(word => word.StartsWith(typing.Text, StringComparison.Ordinal)).Select(Choice.Of),
        })
        .UserCommand("Wave At", (_, invocation) => Answer.Open(new Modal(
            CustomId.Of("desk", "wave", invocation.Target.Id.ToString()), "Wave", [ModalField.Text("how", "How")])))
        .Modal("wave", (_, invocation) => Answer.Whisper($"{invocation.Key} {invocation.Text("how")}"))
        .Modal("again", (_, _) => Answer.Open(new Modal(CustomId.Of("desk", "again", ""), "Again", [ModalField.Text("how", "How")])))
        .Modal("seal", (_, _) => Answer.Whisper("fine"), new Terms { Member = Permissions.BanMembers })
        .Component("lock", (_, _) => Answer.Whisper("fine"), new Terms { Member = Permissions.BanMembers })
        .Component("pick", (_, invocation) => Answer.Whisper(invocation.Chosen.Single().Name))
        .Gate((_, user) => user == new Snowflake(13) ? "You are barred." : null);
}
