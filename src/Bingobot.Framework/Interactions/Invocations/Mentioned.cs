using Bingobot.Discord.Payloads;

namespace Bingobot.Framework;

/// <summary>A user, channel or role that was given or chosen.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Bot">Of a user, whether it is a bot.</param>
public readonly record struct Mentioned(Snowflake Id, string Name, bool Bot)
{
    /// <summary>Of what may be a user or a role: whether it is a role.</summary>
    public bool IsRole { get; init; }

    internal static Mentioned Of(ResolvedEntity entity) =>
        new(entity.Id, entity.Name, entity.Bot == true) { IsRole = entity.Kind == EntityKind.Role };

    /// <summary>What stands behind ids, in their order; ids that Discord did not resolve are left out.</summary>
    internal static IReadOnlyList<Mentioned> AllOf(IReadOnlyList<string> ids, IReadOnlyList<ResolvedEntity>? entities)
    {
        List<Mentioned> found = [];
        foreach (var id in ids)
        {
            if (Snowflake.TryParse(id, out var known) && entities?.FirstOrDefault(entity => entity.Id == known) is { } entity)
                found.Add(Of(entity));
        }
        return found;
    }
}
