using System.Net;
using System.Net.Http.Headers;
using Bingobot.Events;

namespace Bingobot.Faults.Events;

/// <summary>Does effects by posting them to a server, with the effect's id as its idempotency key.</summary>
/// <param name="url">Where they are posted, but for the id; ends with a slash.</param>
internal sealed class HttpReporter(Uri url) : IEffectExecutor, IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false });

    public async ValueTask<EffectOutcome> ExecuteAsync(PendingEffect effect, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(effect.Data.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using HttpResponseMessage response = await _client
            .PostAsync(new Uri(url, effect.Id), content, cancellationToken).ConfigureAwait(false);
        return response.StatusCode switch
        {
            HttpStatusCode.OK => new EffectOutcome.Succeeded(
                await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false)),
            HttpStatusCode.Conflict => new EffectOutcome.Failed("refused"),
            HttpStatusCode.InternalServerError => new EffectOutcome.Unknown("unclear"),
            _ => new EffectOutcome.Retry(TimeSpan.FromMilliseconds(1), "busy"),
        };
    }

    public void Dispose() => _client.Dispose();
}
