using System.Text.Json;

namespace Bingobot.Sandbox;

/// <summary>
/// A file that a message shall have: one that came with the request, or one that it has already
/// (<see href="https://docs.discord.com/developers/resources/message#attachment-object"/>).
/// </summary>
/// <param name="Kept">The id of the one that it has already, or null.</param>
/// <param name="Uploaded">The one that came, or null.</param>
/// <param name="Name">What it is called; null: as before, or as it came.</param>
/// <param name="Description">For who cannot see it, or null.</param>
internal sealed record FileRequest(ulong? Kept, UploadedFile? Uploaded, string? Name, string? Description)
{
    private const int MaxDescription = 1024;
    private const int MaxName = 1024;

    /// <summary>What is said of files: null where nothing is, so that an edit leaves them.</summary>
    public static IReadOnlyList<FileRequest>? Read(
        JsonElement body, IReadOnlyList<UploadedFile> files, string path, FormErrors errors)
    {
        if (body.Get("attachments") is not { } given)
            return files.Count == 0 ? null : [.. files.Select(file => new FileRequest(null, file, null, null))];
        if (given.ValueKind != JsonValueKind.Array)
        {
            errors.WrongType(path + "attachments", "a list");
            return null;
        }

        List<FileRequest> requests = [];
        foreach (JsonElement item in given.EnumerateArray())
            requests.Add(ReadOne(item, files, $"{path}attachments/{requests.Count}", errors));
        requests.AddRange(files.Where(file => !requests.Any(request => request.Uploaded == file))
            .Select(file => new FileRequest(null, file, null, null)));
        return requests;
    }

    private static FileRequest ReadOne(JsonElement item, IReadOnlyList<UploadedFile> files, string path, FormErrors errors)
    {
        string? id = item.Get("id") is { } value ? value.ToString() : null;
        if (!Snowflake.TryParse(id, out ulong number))
            errors.Required(path + "/id");
        string? description = item.GetText("description");
        if (description is { Length: > MaxDescription })
            errors.TooLong(path + "/description", MaxDescription);
        string? name = item.GetText("filename");
        if (name is { Length: > MaxName })
            errors.TooLong(path + "/filename", MaxName);
        UploadedFile? uploaded = files.FirstOrDefault(file => (ulong)file.Index == number);
        return new FileRequest(uploaded is null ? number : null, uploaded, name, description);
    }
}
