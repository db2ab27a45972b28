using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Pipelines;
using Bingobot.Faults.Events;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Bingobot.Events.Tests.Faults;

/// <summary>Outside worlds behind a local HTTP server: <c>POST /world/run/effect</c>.</summary>
internal sealed class OutsideServer : IAsyncDisposable
{
    private readonly ConcurrentDictionary<int, Outside> _worlds = [];
    private readonly WebApplication _app;

    private OutsideServer(WebApplication app) => _app = app;

    public static async Task<OutsideServer> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication app = builder.Build();
        var server = new OutsideServer(app);
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    public void Add(int number, Outside world) => Assert.True(_worlds.TryAdd(number, world));

    public void Remove(int number) => Assert.True(_worlds.TryRemove(number, out _));

    /// <summary>Where a run of a worker posts its effects.</summary>
    public Uri UrlOf(int world, int run) => new(string.Create(CultureInfo.InvariantCulture, $"{_app.Urls.Single()}/{world}/{run}/"));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        string[] path = context.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (!_worlds.TryGetValue(int.Parse(path[0], CultureInfo.InvariantCulture), out Outside? world))
        {
            context.Abort();
            return;
        }

        byte[] body = await ReadAsync(context.Request.BodyReader);
        if (body.Length != context.Request.ContentLength)
        {
            // The worker was killed while it sent: nothing was asked for.
            context.Abort();
            return;
        }

        if (world.MillisecondsToArrive() is > 0 and var way)
            await Task.Delay(way);
        Reaction reaction = world.Ask(int.Parse(path[1], CultureInfo.InvariantCulture), path[2], body);
        if (reaction.DelayMilliseconds > 0)
            await Task.Delay(reaction.DelayMilliseconds);
        if (reaction.IsDropped)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = reaction.Answer switch
        {
            ReportAnswer.Done => StatusCodes.Status200OK,
            ReportAnswer.Refused => StatusCodes.Status409Conflict,
            ReportAnswer.Unclear => StatusCodes.Status500InternalServerError,
            _ => StatusCodes.Status503ServiceUnavailable,
        };
        context.Response.ContentLength = reaction.Result.Length;
        await context.Response.Body.WriteAsync(reaction.Result);
    }

    private static async Task<byte[]> ReadAsync(PipeReader reader)
    {
        var body = new ArrayBufferWriter<byte>();
        try
        {
            while (true)
            {
                ReadResult read = await reader.ReadAsync();
                foreach (ReadOnlyMemory<byte> part in read.Buffer)
                    body.Write(part.Span);
                reader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                    return body.WrittenSpan.ToArray();
            }
        }
        catch (IOException)
        {
            return [];
        }
    }
}
