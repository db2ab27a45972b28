using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bingobot.Sandbox;

/// <summary>Serves the files of messages, as Discord's content network does.</summary>
internal static class AttachmentEndpoint
{
    public static void Map(IEndpointRouteBuilder routes, WorldStore store) => routes.MapGet(
        "/attachments/{channel}/{attachment}/{name}", http => ServeAsync(http, store.Durable));

    /// <summary>A file comes from anybody, so a browser shall neither run it nor guess what it is.</summary>
    private static async Task ServeAsync(HttpContext http, World world)
    {
        if (!Snowflake.TryParse((string?)http.Request.RouteValues["attachment"], out ulong id)
            || !world.Files.TryGetValue(id, out byte[]? data))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            await http.Response.WriteAsync("This content is no longer available.", http.RequestAborted);
            return;
        }

        http.Response.ContentType = "application/octet-stream";
        http.Response.ContentLength = data.Length;
        http.Response.Headers.ContentDisposition = "attachment";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        await http.Response.Body.WriteAsync(data, http.RequestAborted);
    }
}
