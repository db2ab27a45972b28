using System.Text.Json;
using Bingobot.Discord.Payloads;

namespace Bingobot.Framework;

/// <summary>
/// Tells whether commands are registered as they are declared. What a declaration leaves out is compared with what Discord documents
/// as its default; what only Discord gives (ids, versions) and what the application's settings fill in is not compared. See <see
/// href="https://docs.discord.com/developers/interactions/application-commands#application-command-object"/>.
/// </summary>
internal static class CommandComparison
{
    public static bool IsSame(IReadOnlyList<ApplicationCommand> declared, IReadOnlyList<ApplicationCommand> registered)
    {
        var there = registered.Where(command => !IsEntryPoint(command)).ToArray();
        return there.Length == declared.Count
            && declared.All(command => there.FirstOrDefault(other => Key(other) == Key(command)) is { } found && IsSame(command, found));
    }

    /// <summary>
    /// What is to overwrite all that is registered: the declared commands, and an entry point that Discord made for an activity, which
    /// is not the modules' to delete.
    /// </summary>
    public static IReadOnlyList<ApplicationCommand> ToRegister(
        IReadOnlyList<ApplicationCommand> declared, IReadOnlyList<ApplicationCommand> registered) =>
        [.. declared, .. registered.Where(IsEntryPoint)];

    private static (ApplicationCommandType Type, string Name) Key(ApplicationCommand command) =>
        (command.Type ?? ApplicationCommandType.ChatInput, command.Name);

    private static bool IsEntryPoint(ApplicationCommand command) => command.Type == ApplicationCommandType.PrimaryEntryPoint;

    private static bool IsSame(ApplicationCommand a, ApplicationCommand b) =>
        (a.Description ?? "") == (b.Description ?? "")
        && IsSame(a.NameLocalizations, b.NameLocalizations, a.Name)
        && IsSame(a.DescriptionLocalizations, b.DescriptionLocalizations, a.Description ?? "")
        && a.DefaultMemberPermissions == b.DefaultMemberPermissions
        && (a.Nsfw ?? false) == (b.Nsfw ?? false)
        && IsSameSet(a.Contexts, b.Contexts)
        && (a.IntegrationTypes is null || IsSameSet(a.IntegrationTypes, b.IntegrationTypes))
        && IsSame(a.Options, b.Options);

    private static bool IsSame(ApplicationCommandOption a, ApplicationCommandOption b) =>
        a.Type == b.Type
        && a.Name == b.Name
        && a.Description == b.Description
        && IsSame(a.NameLocalizations, b.NameLocalizations, a.Name)
        && IsSame(a.DescriptionLocalizations, b.DescriptionLocalizations, a.Description)
        && (a.Required ?? false) == (b.Required ?? false)
        && (a.Autocomplete ?? false) == (b.Autocomplete ?? false)
        && Nullable.Equals(a.MinValue, b.MinValue)
        && Nullable.Equals(a.MaxValue, b.MaxValue)
        && (a.MinLength ?? 0) == (b.MinLength ?? 0)
        && (a.MaxLength ?? CommandOptions.MaxText) == (b.MaxLength ?? CommandOptions.MaxText)
        && IsSameSet(a.ChannelTypes, b.ChannelTypes)
        && IsSameSet(a.FileTypes?.Select(Lower), b.FileTypes?.Select(Lower))
        && IsSame(a.Choices, b.Choices)
        && IsSame(a.Options, b.Options);

    private static bool IsSame(ApplicationCommandChoice a, ApplicationCommandChoice b) =>
        a.Name == b.Name
        && a.Value.ValueKind == b.Value.ValueKind
        && (a.Value.ValueKind == JsonValueKind.Number
            ? a.Value.GetDouble().Equals(b.Value.GetDouble())
            : a.Value.ToString() == b.Value.ToString())
        && IsSame(a.NameLocalizations, b.NameLocalizations, a.Name);

    private static bool IsSame(IReadOnlyList<ApplicationCommandOption>? a, IReadOnlyList<ApplicationCommandOption>? b) =>
        IsSameList(a, b, IsSame);

    private static bool IsSame(IReadOnlyList<ApplicationCommandChoice>? a, IReadOnlyList<ApplicationCommandChoice>? b) =>
        IsSameList(a, b, IsSame);

    /// <summary>The order of options, subcommands and choices is what people see.</summary>
    private static bool IsSameList<T>(IReadOnlyList<T>? a, IReadOnlyList<T>? b, Func<T, T, bool> same)
    {
        a ??= [];
        b ??= [];
        return a.Count == b.Count && a.Zip(b).All(pair => same(pair.First, pair.Second));
    }

    private static bool IsSameSet<T>(IEnumerable<T>? a, IEnumerable<T>? b) =>
        (a ?? []).ToHashSet().SetEquals(b ?? []);

    /// <summary>Discord ignores a translation that is the text itself.</summary>
    private static bool IsSame(IReadOnlyDictionary<string, string>? a, IReadOnlyDictionary<string, string>? b, string text) =>
        IsSameSet(a?.Where(pair => pair.Value != text), b?.Where(pair => pair.Value != text));

    private static string Lower(string fileType) => fileType.ToLowerInvariant();
}
