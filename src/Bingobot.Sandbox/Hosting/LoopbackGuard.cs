using System.Net;
using Microsoft.AspNetCore.Http;

namespace Bingobot.Sandbox;

/// <summary>
/// Lets in only what comes from this machine, and of that only what its user meant: a page of another site that the
/// user's browser shows may not act here, be it by its own address (Origin) or by a name of its own for ours (Host).
/// </summary>
public static class LoopbackGuard
{
    /// <summary>The middleware: passes on what may come in, and answers 403 to the rest.</summary>
    public static async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(next);
        if (http.Connection.RemoteIpAddress is not { } address || !IPAddress.IsLoopback(Plain(address)))
            await RefuseAsync(http, "This server serves this machine only.");
        else if (!IsLocalName(http.Request.Host.Host))
            await RefuseAsync(http, "This server is reached by localhost, 127.0.0.1 or [::1].");
        else if (http.Request.Headers.Origin is [{ } origin] && !IsOwn(origin, http.Request.Host))
            await RefuseAsync(http, "This server takes no requests from pages of other sites.");
        else
            await next(http);
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static bool IsLocalName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address));

    private static bool IsOwn(string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out Uri? uri)
        && uri.Authority.Equals(host.Value, StringComparison.OrdinalIgnoreCase);

    private static Task RefuseAsync(HttpContext http, string why)
    {
        http.Response.StatusCode = StatusCodes.Status403Forbidden;
        return http.Response.WriteAsync(why, http.RequestAborted);
    }
}
