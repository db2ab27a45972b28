using Bingobot.Discord.Payloads;

namespace Bingobot.Framework;

/// <summary>Reads what Discord resolved of the ids in an interaction.</summary>
internal static class EntityReader
{
    private const int MaxEntities = 100;
    private const int MaxUrl = 2000;

    /// <summary>What these ids stand for, as far as Discord tells; null where it tells of none.</summary>
    public static IReadOnlyList<ResolvedEntity>? Read(IEnumerable<string> ids, ResolvedData? resolved)
    {
        if (resolved is null)
            return null;
        List<ResolvedEntity> entities = [];
        foreach (var text in ids.Distinct(StringComparer.Ordinal).Take(MaxEntities))
        {
            if (Snowflake.TryParse(text, out var id)
                && (User(id, resolved) ?? Role(id, resolved) ?? Channel(id, resolved) ?? File(id, resolved)) is { } entity)
                entities.Add(entity);
        }
        return entities.Count == 0 ? null : entities;
    }

    public static ResolvedEntity? User(Snowflake id, ResolvedData? resolved) =>
        resolved?.Users?.GetValueOrDefault(id) is { } user
            ? new ResolvedEntity(id, EntityKind.User, InteractionReader.Name(user, resolved.Members?.GetValueOrDefault(id)))
            {
                Bot = user.Bot == true ? true : null,
            }
            : null;

    public static ResolvedEntity? Role(Snowflake id, ResolvedData resolved) =>
        resolved.Roles?.GetValueOrDefault(id) is { } role ? new ResolvedEntity(id, EntityKind.Role, Short(role.Name)) : null;

    public static ResolvedEntity? Channel(Snowflake id, ResolvedData resolved) =>
        resolved.Channels?.GetValueOrDefault(id) is { } channel
            ? new ResolvedEntity(id, EntityKind.Channel, Short(channel.Name ?? ""))
            : null;

    public static ResolvedEntity? File(Snowflake id, ResolvedData resolved) =>
        resolved.Attachments?.GetValueOrDefault(id) is { Url.Length: <= MaxUrl } file
            ? new ResolvedEntity(id, EntityKind.File, Short(file.Filename))
            {
                File = new AttachedFile(
                    id, Short(file.Filename), file.Url, file.Size, file.ContentType is { } type ? Short(type) : null),
            }
            : null;

    private static string Short(string name) => Markdown.Shorten(name, InteractionReader.MaxName);
}
