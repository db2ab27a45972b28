using Bingobot.Sandbox.Tests.Support;

namespace Bingobot.Sandbox.Tests.Load;

public class SandboxRecordTests
{
    private const string Greet = """[{"name":"greet","description":"Greets"}]""";
    private readonly MemoryJournal _journal = new();

    private Task<SandboxHost> StartAsync() => SandboxHost.StartAsync(new SandboxOptions { Journal = _journal });

    private static Task<MessageView> SayAsync(SandboxHost host, string content) =>
        host.Sandbox.SendMessageAsync("general", "ada", content, TestContext.Current.CancellationToken);

    [Fact]
    public async Task Dispatches_AreThoseThatTheSessionGot()
    {
        List<(long, string)> got = [];
        string session;
        await using (SandboxHost host = await StartAsync())
        {
            await using BotSocket bot = await BotSocket.LoginAsync(host);
            session = bot.SessionId;
            await SayAsync(host, "one");
            await host.Sandbox.SetVoiceAsync(host.Guild, "grace", "voice", TestContext.Current.CancellationToken);
            await SayAsync(host, "two");
            foreach (string type in (string[])["MESSAGE_CREATE", "VOICE_STATE_UPDATE", "MESSAGE_CREATE"])
            {
                await bot.EventAsync(type);
                got.Add((bot.Seq, type));
            }
        }

        DispatchEntry[] dispatches = [.. SandboxRecord.Read(_journal).OfType<DispatchEntry>().Where(d => d.Session == session)];

        Assert.Equal([(1, "READY"), (2, "GUILD_CREATE"), .. got], dispatches.Select(d => (d.Sequence, d.Type)));
        Assert.Equal(dispatches[2].Guild, dispatches[1].Guild);
        Assert.NotEqual(0UL, dispatches[1].Guild);
    }

    [Fact]
    public async Task WhatHappensWhileNoSessionIsThere_IsToldWithoutOne()
    {
        string session;
        await using (SandboxHost host = await StartAsync())
        {
            await SayAsync(host, "before");
            await using BotSocket bot = await BotSocket.LoginAsync(host);
            session = bot.SessionId;
            await host.Sandbox.ChaosAsync(new ChaosOrder(ChaosKind.InvalidSession), TestContext.Current.CancellationToken);
            await SayAsync(host, "after");
        }

        SandboxEntry[] entries = [.. SandboxRecord.Read(_journal)];

        Assert.Equal(2, entries.Count(e => e is DispatchEntry { Session: null, Type: "MESSAGE_CREATE" }));
        Assert.Equal(session, Assert.Single(entries.OfType<SessionEndEntry>()).Session);
    }

    [Fact]
    public async Task Interaction_AnsweredByTheBot_IsToldOnceEach()
    {
        string interaction;
        await using (SandboxHost host = await StartAsync())
        {
            await host.RegisterAsync(Greet);
            await using TinyBot bot = await TinyBot.StartAsync(host, """{"type":4,"data":{"content":"hello"}}""");
            Answer answer = await host.PeopleAsync("POST", "channels/general/commands", """{"user":"ada","command":"greet"}""");
            interaction = answer.Text("interaction");
        }

        SandboxEntry[] entries = [.. SandboxRecord.Read(_journal)];

        ulong id = Assert.Single(entries.OfType<DispatchEntry>(), d => d.Type == "INTERACTION_CREATE").Id;
        Assert.Equal(interaction, SandboxHost.Id(id));
        AcknowledgementEntry acknowledged = Assert.Single(entries.OfType<AcknowledgementEntry>());
        Assert.Equal((id, false), (acknowledged.Interaction, acknowledged.IsDeferral));
        Assert.Equal(id, Assert.Single(entries.OfType<AnswerEntry>()).Interaction);
        BotMessageEntry message = Assert.Single(entries.OfType<BotMessageEntry>());
        Assert.Equal((id, "hello"), (message.Interaction, message.Content));
    }
}
