using System.Text.Json;
using Bingobot.Sandbox.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Bingobot.Sandbox.Tests.Rest;

public class InteractionTests
{
    private const string Greet = """[{"name":"greet","description":"Greets"}]""";
    private const string Invoke = """{"user":"ada","command":"greet"}""";
    private const string WithButton = """
        {"type":4,"data":{"content":"hello","components":[{"type":1,"components":[
          {"type":2,"style":1,"label":"Again","custom_id":"again"},
          {"type":2,"style":2,"label":"Never","custom_id":"never","disabled":true}]}]}}
        """;

    private static Task<Answer> GreetAsync(SandboxHost host) =>
        host.PeopleAsync("POST", "channels/general/commands", Invoke);

    private static Message MessageOf(SandboxHost host, Answer answer)
    {
        Assert.Equal(200, answer.Status);
        Assert.True(Snowflake.TryParse(answer.Text("id"), out ulong id));
        return host.World.FindMessage(id)!;
    }

    [Fact]
    public async Task Command_AnsweredAtOnce_GivesTheMessageAndTheInteractionsId()
    {
        await using SandboxHost host = await SandboxHost.StartAsync();
        await host.RegisterAsync(Greet);
        await using TinyBot bot = await TinyBot.StartAsync(host, WithButton);

        Answer answer = await GreetAsync(host);

        Assert.Equal(200, answer.Status);
        Assert.Equal("hello", answer.Text("content"));
        Assert.Equal(bot.Seen.Single().GetProperty("id").GetString(), answer.Text("interaction"));
        Assert.Equal(host.General, answer.Text("channel_id"));
        Assert.Equal(20, answer.Json.GetProperty("type").GetInt32());
        Assert.Equal("greet", answer.Json.GetProperty("interaction_metadata").GetProperty("name").GetString());
    }

    [Fact]
    public async Task Button_AnsweredWithAnUpdate_GivesTheUpdatedMessage()
    {
        await using SandboxHost host = await SandboxHost.StartAsync();
        await host.RegisterAsync(Greet);
        await using TinyBot bot = await TinyBot.StartAsync(host, (b, i) => b.AcknowledgeAsync(
            i, i.GetProperty("type").GetInt32() == 2 ? WithButton : """{"type":7,"data":{"content":"again!"}}"""));
        Answer first = await GreetAsync(host);

        Answer second = await host.PeopleAsync(
            "POST", $"messages/{first.Text("id")}/components", """{"user":"grace","customId":"again"}""");

        Assert.Equal(200, second.Status);
        Assert.Equal("again!", second.Text("content"));
        Assert.Equal(first.Text("id"), second.Text("id"));
        JsonElement press = bot.Seen.Last();
        Assert.Equal("again", press.GetProperty("data").GetProperty("custom_id").GetString());
        Assert.Equal(first.Text("id"), press.GetProperty("message").GetProperty("id").GetString());
        Assert.Equal("grace", press.GetProperty("member").GetProperty("user").GetProperty("username").GetString());
    }

    [Theory]
    [InlineData("never", 400, "disabled")]
    [InlineData("none", 404, "it has again, never")]
    public async Task Button_ThatCannotBePressed_IsRefusedAndNothingReachesTheBot(string customId, int status, string says)
    {
        await using SandboxHost host = await SandboxHost.StartAsync();
        await host.RegisterAsync(Greet);
        await using TinyBot bot = await TinyBot.StartAsync(host, WithButton);
        Answer first = await GreetAsync(host);

        Answer press = await host.PeopleAsync(
            "POST", $"messages/{first.Text("id")}/components", $$"""{"user":"ada","customId":"{{customId}}"}""");

        Assert.Equal(status, press.Status);
        Assert.Contains(says, press.Message, StringComparison.Ordinal);
        Assert.Single(bot.Seen);
    }

    [Fact]
    public async Task Command_DeferredThenEdited_GivesTheEditedMessage()
    {
        await using SandboxHost host = await SandboxHost.StartAsync();
        await host.RegisterAsync(Greet);
        await using TinyBot bot = await TinyBot.StartAsync(host, async (b, i) =>
        {
            await b.AcknowledgeAsync(i, """{"type":5,"data":{"flags":64}}""");
            Assert.True(Assert.Single(b.Host.Sandbox.GetMessages("general", "ada")).IsLoading);
            await b.WebhookAsync("PATCH", i, "/messages/@original", """{"content":"at last"}""");
        });

        Answer answer = await GreetAsync(host);

        Message message = MessageOf(host, answer);
        Assert.Equal("at last", message.Content);
        Assert.Equal(Message.Ephemeral, answer.Json.GetProperty("flags").GetInt32());
        Assert.Empty(host.Sandbox.GetMessages("general", "grace"));
        Assert.False(Assert.Single(host.Sandbox.GetMessages("general", "ada")).IsLoading);
    }

    [Fact]
    public async Task Command_FollowedUp_GivesFurtherMessagesThatTheirTokenReaches()
    {
        await using SandboxHost host = await SandboxHost.StartAsync();
        await host.RegisterAsync(Greet);
        await using TinyBot bot = await TinyBot.StartAsync(host, """{"type":4,"data":{"content":"one"}}""");
        await GreetAsync(host);
        JsonElement interaction = bot.Seen.Single();

        Answer two = await bot.WebhookAsync("POST", interaction, "", """{"content":"two","flags":64}""");
        Answer edited = await bot.WebhookAsync("PATCH", interaction, $"/messages/{two.Text("id")}", """{"content":"2"}""");
        Answer original = await bot.WebhookAsync("GET", interaction, "/messages/@original");
        Answer deleted = await bot.WebhookAsync("DELETE", interaction, "/messages/@original");

        Assert.Equal(("two", "2", "one"), (two.Text("content"), edited.Text("content"), original.Text("content")));
        Assert.Equal(204, deleted.Status);
        Assert.Equal("2", Assert.Single(host.Sandbox.GetMessages("general", "ada")).Content);
    }

    [Fact]
    public async Task Acknowledgement_WithResponse_TellsTheMessage()
    {
        await using SandboxHost host = await SandboxHost.StartAsync();
        await host.RegisterAsync(Greet);
        TaskCompletionSource<Answer> callback = new();
        await using TinyBot bot = await TinyBot.StartAsync(
            host, async (b, i) => callback.SetResult(await b.AcknowledgeAsync(i, WithButton, "?with_response=true")));

        Answer shown = await GreetAsync(host);

        Answer answer = await callback.Task;
        Assert.Equal(200, answer.Status);
        Assert.Equal(shown.Text("id"), answer.Json.GetProperty("resource").GetProperty("message").GetProperty("id").GetString());
        Assert.Equal(shown.Text("id"), answer.Json.GetProperty("interaction").GetProperty("response_message_id").GetString());
    }

    [Fact]
    public async Task Acknowledgement_Twice_IsRefusedWith40060AlsoAfterARestart()
    {
        MemoryJournal journal = new();
        JsonElement interaction;
        await using (SandboxHost host = await SandboxHost.StartAsync(new SandboxOptions { Journal = journal }))
        {
            await host.RegisterAsync(Greet);
            await using TinyBot bot = await TinyBot.StartAsync(host, """{"type":4,"data":{"content":"one"}}""");
            await GreetAsync(host);
            interaction = bot.Seen.Single();
            Answer second = await bot.AcknowledgeAsync(interaction, """{"type":4,"data":{"content":"two"}}""");
            Assert.Equal((400, 40060), (second.Status, second.Code));
        }

        await using SandboxHost restarted = await SandboxHost.StartAsync(new SandboxOptions { Journal = journal });
        Answer third = await restarted.BotAsync(
            "POST",
            $"interactions/{interaction.GetProperty("id").GetString()}/{interaction.GetProperty("token").GetString()}/callback",
            """{"type":4,"data":{"content":"three"}}""");

        Assert.Equal((400, 40060), (third.Status, third.Code));
        Assert.Equal("one", Assert.Single(restarted.Sandbox.GetMessages("general", null)).Content);
    }

    [Fact]
    public async Task Acknowledgement_AfterTheWindow_IsRefusedWith10062AndThePersonGets504()
    {
        await using SandboxHost host = await SandboxHost.StartAsync(
            new SandboxOptions { AcknowledgeWithin = TimeSpan.FromMilliseconds(100) });
        await host.RegisterAsync(Greet);
        await using TinyBot bot = await TinyBot.StartAsync(host, (_, _) => Task.CompletedTask);

        Answer answer = await GreetAsync(host);
        Answer late = await bot.AcknowledgeAsync(bot.Seen.Single(), WithButton);

        Assert.Equal((504, "The application did not respond"), (answer.Status, answer.Message));
        Assert.Equal((404, 10062), (late.Status, late.Code));
        Assert.Empty(host.Sandbox.GetMessages("general", null));
    }

    [Fact]
    public async Task Command_DeferredAndNeverEdited_Gives504()
    {
        await using SandboxHost host = await SandboxHost.StartAsync(
            new SandboxOptions { DeferredAnswerWithin = TimeSpan.FromMilliseconds(100) });
        await host.RegisterAsync(Greet);
        await using TinyBot bot = await TinyBot.StartAsync(host, """{"type":5}""");

        Answer answer = await GreetAsync(host);

        Assert.Equal(504, answer.Status);
    }

    [Fact]
    public async Task Token_OlderThan15MinutesOfTheWorld_IsRefusedWith50027()
    {
        FakeTimeProvider worldClock = new(DateTimeOffset.UnixEpoch.AddYears(56));
        await using SandboxHost host = await SandboxHost.StartAsync(new SandboxOptions { WorldClock = worldClock });
        await host.RegisterAsync(Greet);
        await using TinyBot bot = await TinyBot.StartAsync(host, """{"type":4,"data":{"content":"one"}}""");
        await GreetAsync(host);
        JsonElement interaction = bot.Seen.Single();

        worldClock.Advance(TimeSpan.FromMinutes(15));
        Answer good = await bot.WebhookAsync("PATCH", interaction, "/messages/@original", """{"content":"two"}""");
        worldClock.Advance(TimeSpan.FromMilliseconds(1));
        Answer old = await bot.WebhookAsync("PATCH", interaction, "/messages/@original", """{"content":"three"}""");

        Assert.Equal(200, good.Status);
        Assert.Equal((401, 50027), (old.Status, old.Code));
    }

    [Theory]
    [InlineData("""{"type":7,"data":{"content":"x"}}""")]
    [InlineData("""{"type":8,"data":{"choices":[]}}""")]
    [InlineData("""{"type":99}""")]
    [InlineData("""{}""")]
    public async Task Acknowledgement_OfATypeThatDoesNotFit_IsRefusedAndMayBeRepeated(string acknowledgement)
    {
        await using SandboxHost host = await SandboxHost.StartAsync();
        await host.RegisterAsync(Greet);
        TaskCompletionSource<Answer> refused = new();
        await using TinyBot bot = await TinyBot.StartAsync(host, async (b, i) =>
        {
            refused.SetResult(await b.AcknowledgeAsync(i, acknowledgement));
            await b.AcknowledgeAsync(i, WithButton);
        });

        Answer answer = await GreetAsync(host);

        Assert.Equal((400, 50035), ((await refused.Task).Status, (await refused.Task).Code));
        Assert.Equal(200, answer.Status);
    }

    [Fact]
    public async Task Modal_AsTheAnswer_IsGivenToThePerson()
    {
        await using SandboxHost host = await SandboxHost.StartAsync();
        await host.RegisterAsync(Greet);
        await using TinyBot bot = await TinyBot.StartAsync(host, """
            {"type":9,"data":{"custom_id":"form","title":"Form","components":[
              {"type":1,"components":[{"type":4,"custom_id":"name","label":"Name","style":1}]}]}}
            """);

        Answer answer = await GreetAsync(host);

        Assert.Equal(200, answer.Status);
        Assert.Equal("Form", answer.Json.GetProperty("modal").GetProperty("title").GetString());
    }

    [Fact]
    public async Task Command_StillUnansweredWhenTheHostStops_Gives504AtOnce()
    {
        await using SandboxHost host = await SandboxHost.StartAsync(
            new SandboxOptions { AcknowledgeWithin = TimeSpan.FromMinutes(10) });
        await host.RegisterAsync(Greet);
        TaskCompletionSource asked = new();
        await using TinyBot bot = await TinyBot.StartAsync(host, (_, _) =>
        {
            asked.SetResult();
            return Task.CompletedTask;
        });
        Task<Answer> answer = GreetAsync(host);
        await asked.Task;

        await host.StopAsync();

        Assert.Equal(504, (await answer).Status);
    }
}
