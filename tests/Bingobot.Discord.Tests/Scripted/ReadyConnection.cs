using Bingobot.Discord.Payloads;

namespace Bingobot.Discord.Tests.Scripted;

/// <summary>Connections that have come as far as their session's READY.</summary>
internal static class ReadyConnection
{
    /// <summary>The next connection, after its client has identified and READY of session s1 was delivered.</summary>
    public static async Task<ScriptedConnection> NextReadyAsync(
        this ScriptedDiscord discord, RunningClient client, int interval = 45_000)
    {
        var connection = await discord.NextConnectionAsync();
        await connection.HelloAsync(interval);
        await connection.ExpectAsync(GatewayOpcode.Identify);
        await connection.ReadyAsync("s1", discord.ResumeAddress);
        await client.EventsAsync(1);
        return connection;
    }
}
