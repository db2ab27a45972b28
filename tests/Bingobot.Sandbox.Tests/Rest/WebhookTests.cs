using Bingobot.Sandbox.Tests.Support;

namespace Bingobot.Sandbox.Tests.Rest;

public class WebhookTests
{
    private static async Task<Answer> MakeAsync(SandboxHost host)
    {
        Answer made = await host.BotAsync("POST", $"channels/{host.General}/webhooks", """{"name":"Hook"}""");
        Assert.Equal(200, made.Status);
        return made;
    }

    private static Task<SandboxHost> StartAsync() => SandboxHost.StartAsync(new SandboxOptions { EnforceRateLimits = false });

    [Theory]
    [InlineData("GET", "", null, 200)]
    [InlineData("PATCH", "", """{"name":"Other"}""", 200)]
    [InlineData("POST", "", """{"content":"x"}""", 204)]
    [InlineData("POST", "?wait=true", """{"content":"x"}""", 200)]
    [InlineData("DELETE", "", null, 204)]
    public async Task Webhook_ByItsToken_NeedsNoBot(string method, string query, string? body, int status)
    {
        await using SandboxHost host = await StartAsync();
        Answer hook = await MakeAsync(host);
        using HttpClient anybody = new();
        Uri address = new(host.Address, $"/api/v10/webhooks/{hook.Text("id")}/{hook.Text("token")}{query}");
        using HttpRequestMessage request = new(new HttpMethod(method), address);
        if (body is not null)
            request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using HttpResponseMessage response = await anybody.SendAsync(request, TestContext.Current.CancellationToken);

        string text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.DoesNotContain("\"user\":", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Webhooks_OfAChannel_AreAtMostFifteen()
    {
        await using SandboxHost host = await StartAsync();
        for (int i = 0; i < 15; i++)
            await MakeAsync(host);

        Answer refused = await host.BotAsync("POST", $"channels/{host.General}/webhooks", """{"name":"Hook"}""");

        Assert.Equal((400, 30007), (refused.Status, refused.Code));
    }

    [Fact]
    public async Task Messages_OfOneWebhook_AreNotAnothers()
    {
        await using SandboxHost host = await StartAsync();
        (Answer one, Answer other) = (await MakeAsync(host), await MakeAsync(host));
        Answer sent = await host.BotAsync("POST", $"webhooks/{one.Text("id")}/{one.Text("token")}?wait=true", """{"content":"mine"}""");

        Answer foreign = await host.BotAsync("GET", $"webhooks/{other.Text("id")}/{other.Text("token")}/messages/{sent.Text("id")}");
        Answer wrong = await host.BotAsync("GET", $"webhooks/{one.Text("id")}/{other.Text("token")}/messages/{sent.Text("id")}");

        Assert.Equal((404, 10008), (foreign.Status, foreign.Code));
        Assert.Equal((401, 50027), (wrong.Status, wrong.Code));
    }

    [Fact]
    public async Task Webhook_OfADeletedChannel_IsGone()
    {
        await using SandboxHost host = await StartAsync();
        Answer hook = await MakeAsync(host);
        await host.BotAsync("DELETE", $"channels/{host.General}");

        Answer gone = await host.BotAsync("GET", $"webhooks/{hook.Text("id")}");

        Assert.Equal((404, 10015), (gone.Status, gone.Code));
    }
}
