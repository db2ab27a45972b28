using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bingobot.Sandbox;

/// <summary>
/// <c>/sandbox/api</c>: what people and tests do, over HTTP. Bodies are JSON; a refusal is
/// <c>{"message": …}</c> with the status of its <see cref="SandboxException"/>.
/// </summary>
internal sealed class PeopleEndpoints(LocalSandbox sandbox)
{
    private IEndpointRouteBuilder? _routes;

    public void Map(IEndpointRouteBuilder routes)
    {
        _routes = routes;
        new PeopleGuilds(sandbox).Map(this);
        new PeopleMessages(sandbox).Map(this);
        new PeopleQuestions(sandbox).Map(this);
        new PeopleThreads(sandbox).Map(this);
        new PeopleChaos(sandbox).Map(this);
        routes.Map("/sandbox/api/{**path}", static http => WriteErrorAsync(http, 404, "There is no such endpoint."));
    }

    public void Map(string method, string path, Func<PeopleCall, byte[]> handle) =>
        Map(method, path, call => Task.FromResult(handle(call)));

    public void Map(string method, string path, Func<PeopleCall, Task> handle) => Map(method, path, async call =>
    {
        await handle(call);
        return PeopleCall.Done;
    });

    public void Map(string method, string path, Func<PeopleCall, Task<byte[]>> handle) =>
        _routes!.MapMethods("/sandbox/api/" + path, [method], async http =>
        {
            try
            {
                await RestApi.WriteAsync(http, 200, await handle(new PeopleCall(http, await ReadBodyAsync(http))));
            }
            catch (SandboxException e)
            {
                await WriteErrorAsync(http, e.Status, e.Message);
            }
            catch (RestException e)
            {
                await WriteErrorAsync(http, e.Status, e.Message);
            }
            catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
            {
                http.Abort();
            }
        });

    private static async Task<JsonElement> ReadBodyAsync(HttpContext http)
    {
        ReadOnlyMemory<byte> bytes = await RestBody.ReadBytesAsync(http);
        try
        {
            return bytes.IsEmpty ? Json.EmptyObject : Json.Parse(bytes);
        }
        catch (JsonException e)
        {
            throw new SandboxException(400, $"The body is not JSON: {e.Message}");
        }
    }

    private static Task WriteErrorAsync(HttpContext http, int status, string message) => RestApi.WriteAsync(
        http,
        status,
        Json.Bytes(w =>
        {
            w.WriteStartObject();
            w.WriteString("message", message);
            w.WriteEndObject();
        }));
}
