using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Bingobot.Sandbox;

/// <summary>A file that came with a request as <c>files[Index]</c>.</summary>
internal sealed record UploadedFile(int Index, string Name, string ContentType, byte[] Data);

/// <summary>The files of a request, and below which address they will be served.</summary>
internal sealed record Uploads(IReadOnlyList<UploadedFile> Files, string BaseUrl)
{
    public static readonly Uploads None = new([], "");
}

/// <summary>
/// What a request brings: JSON alone, or a multipart form with <c>payload_json</c> and files
/// (<see href="https://docs.discord.com/developers/reference#uploading-files"/>).
/// </summary>
/// <param name="Json">Undefined where there was none.</param>
/// <param name="Files">In the order in which they came.</param>
internal readonly record struct RestBody(JsonElement Json, IReadOnlyList<UploadedFile> Files)
{
    /// <summary>Of JSON.</summary>
    public const int MaxJsonBytes = 1024 * 1024;

    /// <summary>Of all files of a request together.</summary>
    public const int MaxFileBytes = 10 * 1024 * 1024;

    private const int MaxParts = 32;
    private const int MaxFiles = 10;
    private const int MaxBoundary = 100;

    /// <exception cref="RestException">400: it cannot be read; 413: it is too large.</exception>
    public static async Task<RestBody> ReadAsync(HttpContext http)
    {
        if (http.Request.ContentLength is 0 or null && !http.Request.Headers.ContainsKey("Transfer-Encoding"))
            return new RestBody(default, []);
        if (MediaTypeHeaderValue.TryParse(http.Request.ContentType, out MediaTypeHeaderValue? type)
            && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            return await ReadFormAsync(http, HeaderUtilities.RemoveQuotes(type.Boundary).ToString());
        }

        ReadOnlyMemory<byte> bytes = await ReadBytesAsync(http);
        return new RestBody(bytes.IsEmpty ? default : Parse(bytes), []);
    }

    /// <exception cref="RestException">413: more than <see cref="MaxJsonBytes"/>.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadBytesAsync(HttpContext http)
    {
        if (http.Request.ContentLength > MaxJsonBytes)
            throw RestException.TooLarge();
        return await ReadAllAsync(http.Request.Body, MaxJsonBytes, http.RequestAborted);
    }

    private static async Task<RestBody> ReadFormAsync(HttpContext http, string boundary)
    {
        if (http.Request.ContentLength > MaxFileBytes + MaxJsonBytes)
            throw RestException.TooLarge();
        if (boundary.Length is 0 or > MaxBoundary)
            throw Malformed();
        MultipartReader reader = new(boundary, http.Request.Body) { HeadersCountLimit = 8, HeadersLengthLimit = 8 * 1024 };
        JsonElement? payload = null;
        JsonObject fields = [];
        List<UploadedFile> files = [];
        int left = MaxFileBytes;
        try
        {
            for (int parts = 0; await reader.ReadNextSectionAsync(http.RequestAborted) is { } section; parts++)
            {
                if (parts == MaxParts)
                    throw RestException.TooLarge();
                if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out ContentDispositionHeaderValue? disposition))
                    throw Malformed();
                string name = HeaderUtilities.RemoveQuotes(disposition.Name).ToString();
                bool isFile = disposition.FileName.HasValue || disposition.FileNameStar.HasValue;
                byte[] data = await ReadAllAsync(section.Body, isFile ? left : MaxJsonBytes, http.RequestAborted);
                if (isFile)
                {
                    left -= data.Length;
                    files.Add(File(name, disposition, section.ContentType, data, files.Count));
                }
                else if (name == "payload_json")
                {
                    payload = Parse(data);
                }
                else
                {
                    fields[name] = Encoding.UTF8.GetString(data);
                }
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw Malformed();
        }

        return new RestBody(payload ?? Sandbox.Json.Element(w => fields.WriteTo(w)), files);
    }

    private static UploadedFile File(
        string field, ContentDispositionHeaderValue disposition, string? contentType, byte[] data, int count)
    {
        if (count == MaxFiles)
            throw new RestException(400, 30015, $"Maximum number of attachments in a message reached ({MaxFiles})");
        int index = field.StartsWith("files[", StringComparison.Ordinal)
            && int.TryParse(field.AsSpan("files[".Length).TrimEnd(']'), NumberStyles.None, CultureInfo.InvariantCulture, out int given)
                ? given
                : count;
        string name = disposition.FileNameStar.HasValue
            ? disposition.FileNameStar.ToString()
            : HeaderUtilities.RemoveQuotes(disposition.FileName).ToString();
        return new UploadedFile(index, name, contentType ?? "application/octet-stream", data);
    }

    private static async Task<byte[]> ReadAllAsync(Stream stream, int max, CancellationToken cancellationToken)
    {
        using MemoryStream body = new();
        byte[] buffer = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (body.Length + read > max)
                throw RestException.TooLarge();
            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }

    private static JsonElement Parse(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return Sandbox.Json.Parse(bytes);
        }
        catch (JsonException e)
        {
            throw RestException.BadJson(e);
        }
    }

    private static RestException Malformed() => new(400, 50035, "Invalid Form Body: the multipart form cannot be read");
}
