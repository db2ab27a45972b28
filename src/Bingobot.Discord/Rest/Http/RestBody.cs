using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Bingobot.Discord.Payloads;

namespace Bingobot.Discord.Rest.Http;

/// <summary>What a request carries; made into content once for each attempt.</summary>
internal abstract class RestBody
{
    /// <summary>Whether another attempt could carry the same.</summary>
    public virtual bool CanBeSentAgain => true;

    /// <summary>Whether it may take long to send.</summary>
    public virtual bool IsUpload => false;

    /// <summary>The content of one attempt.</summary>
    public abstract HttpContent Content();

    /// <summary>A body of JSON.</summary>
    public static RestBody Json<T>(T value, JsonTypeInfo<T> type)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new JsonBody(JsonSerializer.SerializeToUtf8Bytes(value, type));
    }

    /// <summary>A body of JSON and files; of JSON alone where there are none.</summary>
    public static RestBody Multipart<T>(T value, JsonTypeInfo<T> type, IReadOnlyList<FileUpload>? files)
    {
        ArgumentNullException.ThrowIfNull(value);
        var json = JsonSerializer.SerializeToUtf8Bytes(value, type);
        return files is { Count: > 0 } ? new MultipartBody(json, files) : new JsonBody(json);
    }
}

/// <summary>A body of JSON.</summary>
internal sealed class JsonBody(byte[] json) : RestBody
{
    private static readonly MediaTypeHeaderValue MediaType = new("application/json");

    public override HttpContent Content() => ContentOf(json);

    internal static ByteArrayContent ContentOf(byte[] json) => new(json) { Headers = { ContentType = MediaType } };
}

/// <summary>
/// A body of JSON and files. See <see href="https://docs.discord.com/developers/reference#uploading-files"/>.
/// </summary>
internal sealed class MultipartBody(byte[] json, IReadOnlyList<FileUpload> files) : RestBody
{
    public override bool CanBeSentAgain => files.All(static file => file.CanBeReadAgain);

    public override bool IsUpload => true;

    public override HttpContent Content()
    {
        var content = new MultipartFormDataContent { { JsonBody.ContentOf(json), "payload_json" } };
        for (var i = 0; i < files.Count; i++)
        {
            var part = new FileContent(files[i]);
            part.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data")
            {
                Name = $"\"files[{i}]\"",
                FileName = files[i].Name,
            };
            part.Headers.ContentType = new MediaTypeHeaderValue(files[i].ContentType);
            content.Add(part);
        }
        return content;
    }
}

/// <summary>The content of a file, copied from where it is. Leaves the caller's stream open.</summary>
internal sealed class FileContent(FileUpload file) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context) =>
        file.CopyToAsync(stream, CancellationToken.None);

    protected override Task SerializeToStreamAsync(
        Stream stream, System.Net.TransportContext? context, CancellationToken cancellationToken) =>
        file.CopyToAsync(stream, cancellationToken);

    protected override bool TryComputeLength(out long length) => file.TryGetLength(out length);
}
