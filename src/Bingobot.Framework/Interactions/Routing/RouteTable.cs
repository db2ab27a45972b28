using System.Collections.Frozen;

namespace Bingobot.Framework;

/// <summary>Finds the handler of an interaction by name. Immutable and thread-safe.</summary>
internal sealed class RouteTable
{
    private readonly FrozenDictionary<(InteractionKind Kind, string Path), Route> _commands;
    private readonly string _known;
    private readonly FrozenDictionary<(string Module, InteractionKind Kind, string Path), Route> _byCustomId;

    /// <exception cref="ArgumentException">Modules declare the same command, or too many.</exception>
    public RouteTable(IReadOnlyList<IBotModule> modules)
    {
        CommandLimits.CheckTogether(modules);
        var routes = modules.SelectMany(module => module.Manifest.Routes).ToArray();
        _commands = routes.Where(IsCommand).ToFrozenDictionary(route => (route.Kind, route.Path));
        _known = string.Join(", ", routes.Where(route => route.Kind == InteractionKind.Command)
            .Select(route => route.Path).Order(StringComparer.Ordinal).Select(path => $"`/{path}`"));
        _byCustomId = routes.Where(route => !IsCommand(route)).ToFrozenDictionary(route => (route.Module, route.Kind, route.Path));
    }

    /// <summary>The handler, and the key that its component or modal carries.</summary>
    /// <exception cref="RouteRefusedException">There is none; the message is for the user.</exception>
    public (Route Route, string Key) Find(InteractionReceived fact)
    {
        if (fact.IsForged)
            throw Refused(fact, FrameworkTexts.Forged);
        return TryFind(fact) ?? throw NotFound(fact);
    }

    /// <summary>Whether the handler declares that its answers are for the user alone.</summary>
    public bool AnswersPrivately(InteractionReceived fact) =>
        fact.IsForged || TryFind(fact) is not { Route.Terms.AnswersPrivately: false };

    private static bool IsCommand(Route route) =>
        route.Kind is InteractionKind.Command or InteractionKind.UserCommand or InteractionKind.MessageCommand;

    private (Route Route, string Key)? TryFind(InteractionReceived fact) => fact.Kind switch
    {
        InteractionKind.Component or InteractionKind.Modal =>
            CustomId.TryParse(fact.CustomId, out var id) && _byCustomId.TryGetValue((id.Module, fact.Kind, id.Kind), out var route)
                ? (route, id.Key)
                : null,
        _ => _commands.TryGetValue((fact.Kind, fact.Command), out var command) ? (command, "") : null,
    };

    private RouteRefusedException NotFound(InteractionReceived fact)
    {
        var command = Markdown.Escape(Markdown.Shorten(fact.Command, 100));
        return fact.Kind switch
        {
            InteractionKind.Command => Refused(fact, FrameworkTexts.UnknownCommand, command, _known),
            InteractionKind.UserCommand or InteractionKind.MessageCommand => Refused(fact, FrameworkTexts.UnknownMenuCommand, command),
            InteractionKind.Component => Refused(fact, FrameworkTexts.UnknownComponent),
            InteractionKind.Modal => Refused(fact, FrameworkTexts.UnknownModal),
            _ => Refused(fact, FrameworkTexts.UnknownKind),
        };
    }

    private static RouteRefusedException Refused(InteractionReceived fact, string text, params ReadOnlySpan<object?> values) =>
        new(FrameworkTexts.For(fact).Say(text, values));
}
