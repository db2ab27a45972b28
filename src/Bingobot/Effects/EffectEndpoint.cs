using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Bingobot.Dashboard;
using Bingobot.Data;
using Bingobot.Events;

namespace Bingobot.Effects;

/// <summary>
/// Where the running bot takes what <c>bingobot effects retry</c> and <c>discard</c> ask for. From this machine only, not from
/// pages of other sites, and with the key of the data folder.
/// </summary>
internal static class EffectEndpoint
{
    /// <summary>The path.</summary>
    public const string Path = "/control/effects";

    /// <summary>The most bytes of a request.</summary>
    private const long MostBytes = 1024 * 1024;

    public static void Map(WebApplication app, BotStatusSource status, ControlFile control)
    {
        byte[] expected = Encoding.UTF8.GetBytes($"Bearer {control.Key}");
        app.MapPost(Path, async (HttpContext http) =>
        {
            byte[] shown = Encoding.UTF8.GetBytes(http.Request.Headers.Authorization.ToString());
            if (!CryptographicOperations.FixedTimeEquals(shown, expected))
                return Results.Text("The key of the data folder is missing or is another one.", statusCode: StatusCodes.Status401Unauthorized);
            if (http.Request.ContentLength is not (>= 0 and <= MostBytes))
                return Results.Text($"A request has at most {MostBytes} bytes, and says how many.", statusCode: StatusCodes.Status413PayloadTooLarge);
            if (status.Stream is not { } stream)
                return Results.Text("The bot is starting.", statusCode: StatusCodes.Status503ServiceUnavailable);
            return await DoAsync(http, stream);
        });
    }

    private static async Task<IResult> DoAsync(HttpContext http, EventStream stream)
    {
        try
        {
            EffectAct? act = await JsonSerializer.DeserializeAsync(
                http.Request.Body, EffectActJson.Default.EffectAct, http.RequestAborted);
            if (act is null or { Reason: null } || act.Ids?.Count > EffectAct.MostIds || act.Reason.Length > EffectAct.LongestReason)
                return Results.Text("The request names too much, or nothing.", statusCode: StatusCodes.Status400BadRequest);
            return Results.Json(await act.DoAsync(stream, http.RequestAborted), EffectActJson.Default.EffectActResult);
        }
        catch (JsonException e)
        {
            return Results.Text($"The request is not understood: {e.Message}", statusCode: StatusCodes.Status400BadRequest);
        }
        catch (Exception e) when (e is StreamFailedException or ObjectDisposedException)
        {
            return Results.Text($"The bot is stopping: {e.Message}", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
