using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bingobot.Framework;
using Bingobot.Sandbox;

namespace Bingobot.Modules.Tests.Live;

/// <summary>Forms, completion, menus and laid-out messages, from a module through the client to a local Discord and back.</summary>
public sealed class DeskTests : IAsyncLifetime
{
    private LiveBot _live = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _live = await LiveBot.StartAsync(modules: () => [new DeskModule()]);
        await _live.ReadyAsync(knowsGuilds: false);
    }

    public ValueTask DisposeAsync() => _live.DisposeAsync();

    [Fact]
    public async Task Form_OfEveryField_ReachesTheModule()
    {
        var answer = await FileAsync("Pizza", ["food", "music"], who: ["grace"]);
        Assert.Equal("new #1: Pizza, later, food+music, True, grace", answer.Message!.Content);
        Assert.True(answer.Message.IsEphemeral);
    }

    [Fact]
    public async Task Form_OpenedBeforeTheBotWasKilled_IsTakenAfterwards()
    {
        var opened = await OpenFormAsync();
        await _live.KillBotAfterAsync(FrameworkEvents.InteractionReceived.Name);
        await _live.StartBotAsync();
        await _live.ReadyAsync(knowsGuilds: false);
        var answer = await _live.People.SubmitFormAsync(opened.InteractionId, "ada", Values("Late", ["games"], []), Cancel);
        Assert.Equal("new #1: Late, later, games, True, ", answer.Message!.Content);
    }

    [Fact]
    public async Task Form_WithMoreChosenThanAllowed_IsRefusedAsDiscordsClientWould()
    {
        var opened = await OpenFormAsync();
        var refused = await Assert.ThrowsAsync<SandboxException>(
            () => _live.People.SubmitFormAsync(opened.InteractionId, "ada", Values("Much", ["food", "games", "music"], []), Cancel));
        Assert.Equal(400, refused.Status);
    }

    [Fact]
    public async Task Option_BeingTyped_IsCompletedFromTheState()
    {
        await FileAsync("Pizza", ["food"], []);
        await FileAsync("Poker", ["games"], []);
        var choices = await _live.People.CompleteOptionAsync("general", "ada", "find", Typed("pi"), "subject", Cancel);
        Assert.Equal(["Pizza"], choices.Select(choice => choice.Name));
        Assert.Equal(2, (await _live.People.CompleteOptionAsync("general", "ada", "find", Typed("p"), "subject", Cancel)).Count);
    }

    [Fact]
    public async Task Board_LaidOut_IsShownAndChangedByItsButtonsAndMenus()
    {
        var body = (await _live.People.TypeCommandAsync("general", "ada", "/board", Cancel)).Body;
        Assert.Equal(1 << 15, body.GetProperty("flags").GetInt32() & (1 << 15));
        Assert.Equal("", body.GetProperty("content").GetString());
        var container = body.GetProperty("components")[0];
        Assert.Equal((17, 0x5865F2), (container.GetProperty("type").GetInt32(), container.GetProperty("accent_color").GetInt32()));
        Assert.Equal([10, 9, 14, 12], container.GetProperty("components").EnumerateArray().Select(part => part.GetProperty("type").GetInt32()));
        var message = body.GetProperty("id").GetString()!;

        var more = await _live.People.PressAsync(message, "ada", Button(body), cancellationToken: Cancel);
        Assert.Equal("More of board", Note(more.Body));
        var menu = body.GetProperty("components")[1].GetProperty("components")[0].GetProperty("custom_id").GetString()!;
        var picked = await _live.People.PressAsync(message, "ada", menu, ["2"], Cancel);
        Assert.Equal("Picked 2", Note(picked.Body));
    }

    [Fact]
    public async Task PlainMessage_UpdatedByALayout_LosesItsText()
    {
        var plain = (await _live.People.TypeCommandAsync("general", "ada", "/plain", Cancel)).Message!;
        var button = plain.Rows[0][0].CustomId!;
        var laidOut = (await _live.People.PressAsync(plain.Id, "ada", button, cancellationToken: Cancel)).Body;
        Assert.Equal(plain.Id, laidOut.GetProperty("id").GetString());
        Assert.Equal("", laidOut.GetProperty("content").GetString());
        Assert.Equal("More of plain", Note(laidOut));
    }

    [Fact]
    public async Task MenuCommands_OnAUserAndAMessage_NameTheirTargets()
    {
        var message = await _live.People.SendMessageAsync("general", "grace", "What is for lunch?", Cancel);
        Assert.Equal("Hello grace", await OnAsync("Greet", "grace"));
        Assert.Equal("> What is for lunch?", await OnAsync("Quote", message.Id));
    }

    /// <summary>A message that somebody else's program made look like one of the bot's own: its button has no seal.</summary>
    [Theory]
    [InlineData("desk:more:board")]
    [InlineData("desk:more:board:AAAAAAAAAAAA")]
    [InlineData("rubbish")]
    public async Task Button_OfAForger_IsToldAndReachesNoModule(string customId)
    {
        using HttpClient discord = new();
        discord.DefaultRequestHeaders.Authorization = new("Bot", SandboxOptions.DefaultBotToken);
        var channel = _live.People.GetChannels(_live.People.GetGuilds()[0].Id).First(one => one.Name == "general").Id;
        var made = await discord.PostAsJsonAsync(
            new Uri(_live.PeopleUrl, $"/api/v10/channels/{channel}/messages"),
            new JsonObject
            {
                ["content"] = "Press me",
                ["components"] = new JsonArray(new JsonObject
                {
                    ["type"] = 1,
                    ["components"] = new JsonArray(new JsonObject { ["type"] = 2, ["style"] = 1, ["label"] = "Go", ["custom_id"] = customId }),
                }),
            },
            Cancel);
        var message = (await made.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("id").GetString()!;
        var answers = _live.Recorded(FrameworkEvents.InteractionAnswered.Name);

        var answer = (await _live.People.PressAsync(message, "ada", customId, cancellationToken: Cancel)).Message!;
        Assert.True(answer.IsEphemeral);
        Assert.DoesNotContain("More of", answer.Content, StringComparison.Ordinal);
        Assert.Equal("Press me", _live.Messages().Single(one => one.Id == message).Content);
        await LiveBot.WaitForAsync(() => _live.Recorded(FrameworkEvents.InteractionAnswered.Name) == answers + 1);
        Assert.DoesNotContain(
            _live.Log.Events,
            e => e.Type == FrameworkEvents.InteractionReceived.Name && Encoding.UTF8.GetString(e.Data.Span).Contains(customId, StringComparison.Ordinal));
    }

    private Task<BotAnswer> OpenFormAsync() => _live.People.TypeCommandAsync("general", "ada", "/file", Cancel);

    private async Task<BotAnswer> FileAsync(string subject, string[] topics, string[] who)
    {
        var opened = await OpenFormAsync();
        Assert.Null(opened.Message);
        return await _live.People.SubmitFormAsync(opened.InteractionId, "ada", Values(subject, topics, who), Cancel);
    }

    private Dictionary<string, JsonElement> Values(string subject, string[] topics, string[] who) => new()
    {
        ["subject"] = JsonSerializer.SerializeToElement(subject),
        ["urgency"] = JsonSerializer.SerializeToElement("later"),
        ["topics"] = JsonSerializer.SerializeToElement(topics),
        ["public"] = JsonSerializer.SerializeToElement(true),
        ["who"] = JsonSerializer.SerializeToElement(who.Select(Id)),
    };

    private string Id(string user) => _live.People.GetMembers(_live.People.GetGuilds()[0].Id).Single(member => member.Name == user).Id;

    private static Dictionary<string, JsonElement> Typed(string text) => new() { ["subject"] = JsonSerializer.SerializeToElement(text) };

    private async Task<string> OnAsync(string command, string target)
    {
        using HttpClient people = new();
        var answered = await people.PostAsJsonAsync(
            new Uri(_live.PeopleUrl, "channels/general/commands"), new { user = "ada", command, target }, Cancel);
        return (await answered.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("content").GetString()!;
    }

    private static JsonElement Section(JsonElement board) => board.GetProperty("components")[0].GetProperty("components")[1];

    private static string Button(JsonElement board) => Section(board).GetProperty("accessory").GetProperty("custom_id").GetString()!;

    private static string Note(JsonElement board) => Section(board).GetProperty("components")[0].GetProperty("content").GetString()!;
}
