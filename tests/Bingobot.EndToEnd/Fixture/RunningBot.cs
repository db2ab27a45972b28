namespace Bingobot.EndToEnd;

/// <summary>A bot in its sandbox that the tests of a class share; a minute passes in a second.</summary>
public sealed class RunningBot : IAsyncLifetime
{
    private readonly TestFolder _folder = new();
    private BotProcess? _bot;

    /// <summary>The bot.</summary>
    internal BotProcess Bot => _bot ?? throw new InvalidOperationException("The bot has not been started.");

    /// <summary>Its data folder.</summary>
    internal string Data => _folder.Below("data");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => _bot = await BotProcess.StartAsync(
        Data, config: "{ sandbox: { timeScale: 60 }, modules: { votes: { duration: 4m, quorum: 2 } } }");

    /// <summary>Whatever was done to it, it stops in good order and leaves a sound stream.</summary>
    public async ValueTask DisposeAsync()
    {
        using (_folder)
        {
            if (_bot is null)
                return;
            await using (_bot)
                Assert.Equal(0, await _bot.StopAsync());
            await BotCommand.VerifyAsync(Data);
        }
    }
}
