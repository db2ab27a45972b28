using Bingobot.Discord.Payloads;

namespace Bingobot.Discord.Rest.Http;

/// <summary>The attachments that a body names for the files that it carries.</summary>
internal static class AttachmentList
{
    /// <summary>The most files of a message.</summary>
    private const int MostFiles = 10;

    /// <summary>What was given, and an entry for each file that it does not name; what was given where there are no files.</summary>
    /// <exception cref="ArgumentException">There are more than 10 files.</exception>
    public static IReadOnlyList<AttachmentRequest>? Of(IReadOnlyList<AttachmentRequest>? given, IReadOnlyList<FileUpload>? files)
    {
        if (files is null or [])
            return given;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(files.Count, MostFiles, nameof(files));
        var all = new List<AttachmentRequest>(given ?? []);
        for (var i = 0; i < files.Count; i++)
        {
            var place = new Snowflake((ulong)i);
            if (all.TrueForAll(entry => entry.Id != place))
                all.Add(EntryOf(place, files[i]));
        }
        return all;
    }

    private static AttachmentRequest EntryOf(Snowflake place, FileUpload file) => new()
    {
        Id = place,
        Filename = file.Name,
        Description = file.Description,
        IsSpoiler = file.IsSpoiler ? true : null,
    };
}
