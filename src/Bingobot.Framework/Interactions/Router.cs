using System.Collections.Frozen;
using Bingobot.Events;

namespace Bingobot.Framework;

/// <summary>
/// Finds the handler of an interaction and sees to it that every interaction gets an answer. Handlers are the modules'
/// code: whatever they throw becomes an answer and a recorded fault, and nothing else suffers.
/// </summary>
internal sealed class Router
{
    private const int MaxFault = 2000;
    private const string Unchanged = "Nothing was changed.";
    private readonly FrozenDictionary<string, Route> _commands;
    private readonly FrozenDictionary<(string Module, string Kind), Route> _components;
    private readonly Gate[] _gates;

    /// <exception cref="ArgumentException">Two modules declare the same command.</exception>
    public Router(IReadOnlyList<IBotModule> modules)
    {
        var routes = modules.SelectMany(module => module.Manifest.Routes).ToArray();
        var commands = routes.Where(route => route is ICommandRoute).ToArray();
        if (modules.SelectMany(module => module.Manifest.Commands, (module, command) => (module.Name, Command: command.Name))
            .GroupBy(pair => pair.Command, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ArgumentException(
                $"The command '{twice.Key}' is declared by {string.Join(" and ", twice.Select(pair => $"'{pair.Name}'"))}.",
                nameof(modules));
        }
        _commands = commands.ToFrozenDictionary(route => route.Path, StringComparer.Ordinal);
        _components = routes.Except(commands).ToFrozenDictionary(route => (route.Module, route.Path));
        _gates = [.. modules.Select(module => module.Manifest.Gate).OfType<Gate>()];
    }

    /// <summary>Decides the interaction: the handler's events, and behind them the answer.</summary>
    public void Answer(InteractionReceived fact, IDecideContext context)
    {
        var module = "";
        try
        {
            if (Refusal(fact, context) is { } refusal)
            {
                Record(fact, module, Framework.Answer.Whisper(refusal), fault: null, context);
                return;
            }
            var (route, key) = Find(fact);
            module = route.Module;
            var decision = route.Decide(context, fact, key);
            EmitThenAnswer(fact, module, decision, context);
        }
        catch (RouteRefusedException e)
        {
            Record(fact, module, Framework.Answer.Whisper(e.Message), fault: null, context);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            RecordFault(fact, module, e, Unchanged, context);
        }
    }

    /// <summary>
    /// Emits in a step of its own: where that throws, nothing of it is recorded but the cause, and the user is still told.
    /// </summary>
    private static void EmitThenAnswer(
        InteractionReceived fact, string module, RoutedDecision decision, IDecideContext context)
    {
        var emitted = false;
        context.Then(emit =>
        {
            decision.Emit(emit);
            emit.Then(after => Finish(fact, module, decision, after));
            emitted = true;
        });
        context.Then(after =>
        {
            if (!emitted)
            {
                InvalidOperationException cause = new("The handler's events could not be recorded; see DecisionFailed.");
                RecordFault(fact, module, cause, Unchanged, after);
            }
        });
    }

    private static void Finish(InteractionReceived fact, string module, RoutedDecision decision, IDecideContext context)
    {
        try
        {
            Record(fact, module, AnswerForm.Checked(decision.Answer(context), fact.Kind), fault: null, context);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            RecordFault(fact, module, e, "What you asked for was done, but the answer could not be made.", context);
        }
    }

    private static void RecordFault(
        InteractionReceived fact, string module, Exception e, string consequence, IDecideContext context) => Record(
            fact,
            module,
            Framework.Answer.Whisper(
                $"Something went wrong in the bot ({module}); the cause is recorded for whoever runs it. {consequence}"),
            Markdown.Shorten($"{e.GetType().Name}: {e.Message}", MaxFault),
            context);

    private static void Record(
        InteractionReceived fact, string module, Answer answer, string? fault, IDecideContext context) =>
        context.Emit(FrameworkEvents.InteractionAnswered, new InteractionAnswered
        {
            Interaction = fact.Interaction,
            Application = fact.Application,
            Token = fact.Token,
            Kind = fact.Kind,
            Channel = fact.Channel,
            Message = fact.Message,
            Module = module,
            Answer = answer,
            Fault = fault,
        });

    private string? Refusal(InteractionReceived fact, IDecideContext context)
    {
        if (context.Partition == 0)
            return "This works in a server only, not in a direct message.";
        foreach (var gate in _gates)
        {
            if (gate.Refusal(context, fact.User) is { } refusal)
                return refusal;
        }
        return null;
    }

    private (Route Route, string Key) Find(InteractionReceived fact)
    {
        switch (fact.Kind)
        {
            case InteractionKind.Command:
                return _commands.TryGetValue(fact.Command, out var command)
                    ? (command, "")
                    : throw new RouteRefusedException(
                        $"There is no command `/{Markdown.Escape(Markdown.Shorten(fact.Command, 100))}` any more. "
                        + $"There is {string.Join(", ", _commands.Keys.Order(StringComparer.Ordinal).Select(path => $"`/{path}`"))}.");
            case InteractionKind.Component:
                return CustomId.TryParse(fact.CustomId, out var id) && _components.TryGetValue((id.Module, id.Kind), out var route)
                    ? (route, id.Key)
                    : throw new RouteRefusedException(
                        "This bot does not know this button any more. It may belong to a feature that was removed.");
            default:
                throw new RouteRefusedException("This bot does not know this kind of interaction.");
        }
    }
}
