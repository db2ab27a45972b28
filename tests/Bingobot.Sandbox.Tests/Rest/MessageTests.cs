using System.Text.Json;
using Bingobot.Sandbox.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Bingobot.Sandbox.Tests.Rest;

public class MessageTests
{
    private static Task<Answer> SendAsync(SandboxHost host, string form) =>
        host.BotAsync("POST", $"channels/{host.General}/messages", form);

    private static string Repeat(char c, int count) => new(c, count);

    [Fact]
    public async Task Message_WithTheSameEnforcedNonce_IsFoundAgainAlsoAfterARestart()
    {
        MemoryJournal journal = new();
        const string Form = """{"content":"once","nonce":"effect-1","enforce_nonce":true}""";
        Answer first;
        Answer second;
        await using (SandboxHost host = await SandboxHost.StartAsync(new SandboxOptions { Journal = journal }))
        {
            first = await SendAsync(host, Form);
            second = await SendAsync(host, Form);
        }

        await using SandboxHost restarted = await SandboxHost.StartAsync(new SandboxOptions { Journal = journal });
        Answer third = await SendAsync(restarted, Form);
        Answer other = await SendAsync(restarted, """{"content":"another","nonce":"effect-2","enforce_nonce":true}""");

        Assert.Equal(first.Text("id"), second.Text("id"));
        Assert.Equal(first.Text("id"), third.Text("id"));
        Assert.NotEqual(first.Text("id"), other.Text("id"));
        Assert.Equal("effect-1", third.Text("nonce"));
        Assert.Equal(2, restarted.Sandbox.GetMessages("general", null).Count);
    }

    [Fact]
    public async Task Message_WithTheSameNonceNotEnforced_IsWrittenTwice()
    {
        await using SandboxHost host = await SandboxHost.StartAsync();

        Answer first = await SendAsync(host, """{"content":"twice","nonce":7}""");
        Answer second = await SendAsync(host, """{"content":"twice","nonce":7}""");

        Assert.NotEqual(first.Text("id"), second.Text("id"));
        Assert.Equal(7, second.Json.GetProperty("nonce").GetInt32());
    }

    [Fact]
    public async Task Message_WithTheSameNonceAfterTenMinutes_IsWrittenAgain()
    {
        FakeTimeProvider time = new();
        await using SandboxHost host = await SandboxHost.StartAsync(new SandboxOptions { TimeProvider = time });
        const string Form = """{"content":"once","nonce":"n","enforce_nonce":true}""";

        Answer first = await SendAsync(host, Form);
        time.Advance(TimeSpan.FromMinutes(10) + TimeSpan.FromMilliseconds(1));
        Answer second = await SendAsync(host, Form);

        Assert.NotEqual(first.Text("id"), second.Text("id"));
    }

    public static TheoryData<string, string, string> InvalidForms() => new()
    {
        { $$"""{"content":"{{Repeat('x', 2001)}}"}""", "content", "BASE_TYPE_MAX_LENGTH" },
        { """{"content":[]}""", "content", "BASE_TYPE_BAD_TYPE" },
        { $$"""{"content":"x","nonce":"{{Repeat('n', 26)}}"}""", "nonce", "BASE_TYPE_MAX_LENGTH" },
        { """{"content":"x","components":[{"type":2,"style":1,"label":"a","custom_id":"a"}]}""", "components.0.type", "BASE_TYPE_CHOICES" },
        { Rows(6, 1), "components", "BASE_TYPE_BAD_LENGTH" },
        { Rows(1, 6), "components.0.components", "BASE_TYPE_BAD_LENGTH" },
        { Button($$""" "style":1,"label":"{{Repeat('l', 81)}}","custom_id":"a" """), "components.0.components.0.label", "BASE_TYPE_BAD_LENGTH" },
        { Button($$""" "style":1,"label":"l","custom_id":"{{Repeat('c', 101)}}" """), "components.0.components.0.custom_id", "BASE_TYPE_BAD_LENGTH" },
        { Button(""" "style":1,"label":"l" """), "components.0.components.0.custom_id", "BASE_TYPE_REQUIRED" },
        { Button(""" "style":9,"label":"l","custom_id":"a" """), "components.0.components.0.style", "BASE_TYPE_CHOICES" },
        { """{"content":"x","components":[{"type":1,"components":[{"type":2,"style":1,"label":"a","custom_id":"a"},{"type":2,"style":1,"label":"b","custom_id":"a"}]}]}""", "components.0.components.1.custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED" },
        { """{"content":"x","message_reference":{"message_id":"1"}}""", "message_reference", "REPLIES_UNKNOWN_MESSAGE" },
    };

    [Theory]
    [MemberData(nameof(InvalidForms))]
    public async Task Form_ThatIsInvalid_NamesTheFieldAndTheFault(string form, string path, string code)
    {
        await using SandboxHost host = await SandboxHost.StartAsync();

        Answer answer = await SendAsync(host, form);

        Assert.Equal((400, 50035), (answer.Status, answer.Code));
        JsonElement node = path.Split('.').Aggregate(answer.Json.GetProperty("errors"), (n, part) => n.GetProperty(part));
        Assert.Contains(node.GetProperty("_errors").EnumerateArray(), e => e.GetProperty("code").GetString() == code);
        Assert.Empty(host.Sandbox.GetMessages("general", null));
    }

    [Fact]
    public async Task Message_WithNothingInIt_IsRefusedWith50006()
    {
        await using SandboxHost host = await SandboxHost.StartAsync();

        Answer answer = await SendAsync(host, """{"content":"  "}""");

        Assert.Equal((400, 50006), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Message_OfTheBot_CanBeEditedReactedToAndDeleted()
    {
        await using SandboxHost host = await SandboxHost.StartAsync();
        string id = (await SendAsync(host, """{"content":"one","embeds":[{"title":"t"}]}""")).Text("id");
        string path = $"channels/{host.General}/messages/{id}";

        Answer edited = await host.BotAsync("PATCH", path, """{"content":"two","embeds":null}""");
        Answer reacted = await host.BotAsync("PUT", $"{path}/reactions/%F0%9F%91%8D/@me");
        Answer read = await host.BotAsync("GET", path);
        Answer deleted = await host.BotAsync("DELETE", path);
        Answer gone = await host.BotAsync("GET", path);

        Assert.Equal("two", edited.Text("content"));
        Assert.Empty(edited.Json.GetProperty("embeds").EnumerateArray());
        Assert.NotEqual(JsonValueKind.Null, edited.Json.GetProperty("edited_timestamp").ValueKind);
        Assert.Equal(204, reacted.Status);
        JsonElement reaction = Assert.Single(read.Json.GetProperty("reactions").EnumerateArray());
        Assert.Equal("👍", reaction.GetProperty("emoji").GetProperty("name").GetString());
        Assert.Equal(204, deleted.Status);
        Assert.Equal((404, 10008), (gone.Status, gone.Code));
    }

    [Fact]
    public async Task Message_OfAUser_CannotBeEditedByTheBot()
    {
        await using SandboxHost host = await SandboxHost.StartAsync();
        MessageView message = await host.Sandbox.SendMessageAsync("general", "ada", "mine", TestContext.Current.CancellationToken);

        Answer answer = await host.BotAsync("PATCH", $"channels/{host.General}/messages/{message.Id}", """{"content":"yours"}""");

        Assert.Equal((403, 50005), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Messages_Listed_AreNewestFirstAndPaged()
    {
        await using SandboxHost host = await SandboxHost.StartAsync();
        foreach (string content in (string[])["a", "b", "c", "d"])
            await host.Sandbox.SendMessageAsync("general", "ada", content, TestContext.Current.CancellationToken);
        string path = $"channels/{host.General}/messages";

        Answer newest = await host.BotAsync("GET", $"{path}?limit=2");
        Answer older = await host.BotAsync("GET", $"{path}?limit=2&before={newest.Json[1].GetProperty("id").GetString()}");
        Answer people = await host.PeopleAsync("GET", "channels/general/messages?limit=3");
        Answer wrong = await host.BotAsync("GET", $"{path}?limit=101");

        Assert.Equal(["d", "c"], Contents(newest));
        Assert.Equal(["b", "a"], Contents(older));
        Assert.Equal(["d", "c", "b"], Contents(people));
        Assert.Equal((400, 50035), (wrong.Status, wrong.Code));
    }

    private static IEnumerable<string?> Contents(Answer answer) =>
        answer.Json.EnumerateArray().Select(m => m.GetProperty("content").GetString());

    private static string Button(string members) =>
        $$"""{"content":"x","components":[{"type":1,"components":[{"type":2,{{members}}}]}]}""";

    private static string Rows(int rows, int buttons)
    {
        IEnumerable<string> all = Enumerable.Range(0, rows).Select(r => string.Join(',', Enumerable.Range(0, buttons)
            .Select(b => $$"""{"type":2,"style":1,"label":"l","custom_id":"{{r}}-{{b}}"}""")));
        return $$"""{"content":"x","components":[{{string.Join(',', all.Select(row => $$"""{"type":1,"components":[{{row}}]}"""))}}]}""";
    }
}
