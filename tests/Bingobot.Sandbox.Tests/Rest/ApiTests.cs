using System.Text.Json;
using Bingobot.Sandbox.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Bingobot.Sandbox.Tests.Rest;

public class ApiTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("Bot another")]
    [InlineData("Bearer sandbox")]
    [InlineData("sandbox")]
    public async Task Request_WithoutTheToken_IsRefusedWith401(string? authorization)
    {
        await using SandboxHost host = await SandboxHost.StartAsync();
        using HttpClient client = new();
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(host.Address, "/api/v10/users/@me"));
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);

        using HttpResponseMessage response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(401, (int)response.StatusCode);
        Assert.Contains("401: Unauthorized", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Host", "evil.example")]
    public async Task Request_ThatAForeignPageMakes_IsRefusedWith403(string header, string value)
    {
        await using SandboxHost host = await SandboxHost.StartAsync();
        using HttpClient client = new();
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(host.Address, "/sandbox/api/world"));
        request.Headers.TryAddWithoutValidation(header, value);

        using HttpResponseMessage response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(403, (int)response.StatusCode);
    }

    [Fact]
    public async Task Limit_Exhausted_IsRefusedWith429UntilItsReset()
    {
        FakeTimeProvider time = new();
        await using SandboxHost host = await SandboxHost.StartAsync(new SandboxOptions { TimeProvider = time });
        Task<Answer> Send() => host.BotAsync("POST", $"channels/{host.General}/messages", """{"content":"x"}""");

        List<Answer> answers = [];
        for (int i = 0; i < 6; i++)
            answers.Add(await Send());
        time.Advance(TimeSpan.FromSeconds(1));
        Answer afterwards = await Send();

        Assert.Equal([200, 200, 200, 200, 200, 429], answers.Select(a => a.Status));
        Assert.Equal(["4", "3", "2", "1", "0", "0"], answers.Select(a => a.Headers["X-RateLimit-Remaining"]));
        Assert.Equal("5", answers[0].Headers["X-RateLimit-Limit"]);
        Assert.Equal("1.000", answers[5].Headers["X-RateLimit-Reset-After"]);
        Assert.Equal("user", answers[5].Headers["X-RateLimit-Scope"]);
        Assert.Equal("1", answers[5].Headers["Retry-After"]);
        Assert.False(answers[5].Json.GetProperty("global").GetBoolean());
        Assert.Single(answers.Select(a => a.Headers["X-RateLimit-Bucket"]).Distinct());
        Assert.Equal(200, afterwards.Status);
    }

    [Fact]
    public async Task Limit_NotEnforced_OnlyShowsItsHeaders()
    {
        await using SandboxHost host = await SandboxHost.StartAsync(
            new SandboxOptions { TimeProvider = new FakeTimeProvider(), EnforceRateLimits = false });

        for (int i = 0; i < 60; i++)
        {
            Answer answer = await host.BotAsync("POST", $"channels/{host.General}/messages", """{"content":"x"}""");
            Assert.Equal(200, answer.Status);
        }
    }

    [Fact]
    public async Task Limit_ForAllTogether_IsGlobal()
    {
        await using SandboxHost host = await SandboxHost.StartAsync(new SandboxOptions { TimeProvider = new FakeTimeProvider() });

        List<Answer> answers = [];
        for (int i = 0; i < 51; i++)
            answers.Add(await host.BotAsync("GET", i % 2 == 0 ? "users/@me" : $"guilds/{host.Guild}"));

        Assert.All(answers.Take(50), a => Assert.Contains(a.Status, (int[])[200, 429]));
        Assert.Equal((429, "true"), (answers[50].Status, answers[50].Headers["X-RateLimit-Global"]));
        Assert.True(answers[50].Json.GetProperty("global").GetBoolean());
    }

    /// <summary><see href="https://docs.discord.com/developers/interactions/receiving-and-responding#endpoints"/>.</summary>
    [Fact]
    public async Task Limit_ForAllTogether_IsNotThatOfInteractions()
    {
        await using SandboxHost host = await SandboxHost.StartAsync(new SandboxOptions { TimeProvider = new FakeTimeProvider() });
        string[] ofInteractions = [$"webhooks/{host.Application}/token", $"webhooks/{host.Application}/token/messages/@original"];
        string ofChannel = $"webhooks/{Snowflake.Text(host.World.App.Id + 1)}/token";
        Task<Answer> Post(string path) => host.BotAsync(path.EndsWith('l') ? "PATCH" : "POST", path, """{"content":"x"}""");

        for (int i = 0; i < 50; i++)
            await Post(ofInteractions[i % 2]);
        Answer asked = await host.BotAsync("GET", "users/@me");
        for (int i = 0; i < 49; i++)
            await host.BotAsync("GET", "users/@me");
        Answer followedUp = await Post($"webhooks/{host.Application}/another");
        Answer byWebhook = await Post(ofChannel);

        Assert.Equal(200, asked.Status);
        Assert.Equal((401, "9"), (followedUp.Status, followedUp.Headers["X-RateLimit-Remaining"]));
        Assert.Equal((429, "true"), (byWebhook.Status, byWebhook.Headers["X-RateLimit-Global"]));
    }

    [Theory]
    [InlineData("GET", "nothing/here", 404, 0)]
    [InlineData("GET", "channels/1", 404, 10003)]
    [InlineData("GET", "channels/abc", 400, 50035)]
    [InlineData("GET", "guilds/1", 404, 10004)]
    [InlineData("GET", "users/1", 404, 10013)]
    [InlineData("GET", "applications/1/commands", 403, 20012)]
    [InlineData("POST", "interactions/1/x/callback", 404, 10062)]
    [InlineData("POST", "webhooks/1/x", 404, 10015)]
    public async Task Request_ForWhatIsNotThere_HasDiscordsCode(string method, string path, int status, int code)
    {
        await using SandboxHost host = await SandboxHost.StartAsync();

        Answer answer = await host.BotAsync(method, path, method == "POST" ? """{"type":4,"content":"x","data":{"content":"x"}}""" : null);

        Assert.Equal((status, code), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("{", 400, 50109)]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", 400, 50109)]
    [InlineData("7", 400, 50035)]
    public async Task Body_ThatIsNoForm_IsRefused(string body, int status, int code)
    {
        await using SandboxHost host = await SandboxHost.StartAsync();

        Answer answer = await host.BotAsync("POST", $"channels/{host.General}/messages", body);

        Assert.Equal((status, code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Body_OfMoreThanAMebibyte_IsRefusedWith413()
    {
        await using SandboxHost host = await SandboxHost.StartAsync();

        Answer answer = await host.BotAsync(
            "POST", $"channels/{host.General}/messages", $$"""{"content":"{{new string('x', RestBody.MaxJsonBytes)}}"}""");

        Assert.Equal(413, answer.Status);
    }

    [Fact]
    public async Task Guild_AndWhatIsInIt_IsReadAsTheGatewayTellsIt()
    {
        await using SandboxHost host = await SandboxHost.StartAsync();

        Answer gateway = await host.BotAsync("GET", "gateway/bot");
        Answer me = await host.BotAsync("GET", "users/@me");
        Answer application = await host.BotAsync("GET", "oauth2/applications/@me");
        Answer guild = await host.BotAsync("GET", $"guilds/{host.Guild}");
        Answer channels = await host.BotAsync("GET", $"guilds/{host.Guild}/channels");
        Answer members = await host.BotAsync("GET", $"guilds/{host.Guild}/members?limit=1000");
        Answer member = await host.BotAsync("GET", $"guilds/{host.Guild}/members/{host.UserId("ada")}");

        Assert.Equal($"ws://{host.Address.Authority}/gateway", gateway.Text("url"));
        Assert.Equal(1, gateway.Json.GetProperty("session_start_limit").GetProperty("max_concurrency").GetInt32());
        Assert.True(me.Json.GetProperty("bot").GetBoolean());
        Assert.Equal(host.Application, application.Text("id"));
        Assert.Equal("Bingobot HQ", guild.Text("name"));
        Assert.Equal(2, channels.Json.GetArrayLength());
        Assert.Equal(4, members.Json.GetArrayLength());
        Assert.Equal("ada", member.Json.GetProperty("user").GetProperty("username").GetString());
    }

    [Fact]
    public async Task Commands_RegisteredAgain_KeepTheirIds()
    {
        await using SandboxHost host = await SandboxHost.StartAsync();
        string path = $"applications/{host.Application}/commands";

        Answer first = await host.BotAsync("PUT", path, """[{"name":"a","description":"A"},{"name":"b","description":"B"}]""");
        Answer second = await host.BotAsync("PUT", path, """[{"name":"b","description":"Bee"}]""");
        Answer added = await host.BotAsync("POST", path, """{"name":"c","description":"C"}""");
        Answer listed = await host.BotAsync("GET", path);
        Answer deleted = await host.BotAsync("DELETE", $"{path}/{added.Text("id")}");

        Assert.Equal(first.Json[1].GetProperty("id").GetString(), second.Json[0].GetProperty("id").GetString());
        Assert.Equal("Bee", second.Json[0].GetProperty("description").GetString());
        Assert.Equal(["b", "c"], listed.Json.EnumerateArray().Select(c => c.GetProperty("name").GetString()));
        Assert.Equal(204, deleted.Status);
        Assert.Equal("b", Assert.Single(host.Sandbox.GetCommands(host.Guild)).Name);
    }

    [Theory]
    [InlineData("""[{"name":"Upper","description":"d"}]""", "0.name")]
    [InlineData("""[{"name":"a"}]""", "0.description")]
    [InlineData("""[{"name":"a","description":"d","options":[{"type":3,"name":"x","description":"d"},{"type":3,"name":"y","description":"d","required":true}]}]""", "0.options.1.required")]
    [InlineData("""[{"name":"a","description":"d","options":[{"type":12,"name":"x","description":"d"}]}]""", "0.options.0.type")]
    [InlineData("""[{"name":"a","description":"d"},{"name":"a","description":"d"}]""", "body")]
    public async Task Commands_ThatAreInvalid_NameTheField(string commands, string path)
    {
        await using SandboxHost host = await SandboxHost.StartAsync();

        Answer answer = await host.BotAsync("PUT", $"applications/{host.Application}/commands", commands);

        Assert.Equal((400, 50035), (answer.Status, answer.Code));
        JsonElement node = path.Split('.').Aggregate(answer.Json.GetProperty("errors"), (n, part) => n.GetProperty(part));
        Assert.NotEmpty(node.GetProperty("_errors").EnumerateArray());
        Assert.Empty(host.Sandbox.GetCommands(host.Guild));
    }
}
