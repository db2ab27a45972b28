using Bingobot.Discord.Payloads;

namespace Bingobot.Discord.Tests.Rest.Schemas;

/// <summary>For each type that a method sends: one body with what must be given, and some that together set every field.</summary>
internal static partial class Bodies
{
    public const string Minimal = "minimal";

    private const string Picture = "data:image/png;base64,iVBORw0KGgo=";

    private static readonly Snowflake Id = new(175_928_847_299_117_063);
    private static readonly Snowflake Other = new(175_928_847_299_117_064);
    private static readonly DateTimeOffset Time = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly Lazy<Dictionary<Type, (string Name, object Value)[]>> ByType = new(static () =>
        new[] { Messages, Interactions, Commands, Channels, Guilds, People }
            .SelectMany(static group => group())
            .ToDictionary(static entry => entry.Type, static entry => entry.Forms));

    /// <summary>Fields of an answer's record that is sent as well; Discord gives them, and nobody sends them.</summary>
    public static IReadOnlySet<(string Type, string Field)> GivenByDiscord { get; } = new HashSet<(string, string)>
    {
        (nameof(ApplicationCommand), nameof(ApplicationCommand.Id)),
        (nameof(ApplicationCommand), nameof(ApplicationCommand.ApplicationId)),
        (nameof(ApplicationCommand), nameof(ApplicationCommand.GuildId)),
        (nameof(ApplicationCommand), nameof(ApplicationCommand.Version)),
    };

    public static IReadOnlyList<(string Name, object Value)> Of(Type type) =>
        ByType.Value.TryGetValue(type, out var forms) ? forms : throw new NotSupportedException($"There is no body of {type} to send.");

    private static (Type Type, (string, object)[] Forms) For<T>(T minimal, params T[] full)
        where T : notnull =>
        (typeof(T), [(Minimal, minimal), .. full.Select(static (body, i) => ($"full {i + 1}", (object)body))]);

    private static (Type Type, (string, object)[] Forms) ForList<T>(T minimal, params T[] full) =>
        For<IReadOnlyList<T>>([minimal], [.. full]);
}
