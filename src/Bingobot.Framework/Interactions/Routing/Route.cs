using Bingobot.Events;

namespace Bingobot.Framework;

/// <summary>Leads an interaction to the handler of a module, whatever the type of its state.</summary>
internal abstract class Route(RouteDeclaration declaration)
{
    public string Module => declaration.Module;

    /// <summary>The kind of interaction that it deals with.</summary>
    public InteractionKind Kind => declaration.Kind;

    /// <summary>The command's path, or the kind of the component or modal.</summary>
    public string Path => declaration.Path;

    /// <summary>On which terms it can be used.</summary>
    public Terms Terms => declaration.Terms;

    protected Translations Texts => declaration.Texts;

    /// <summary>Lets the handler decide.</summary>
    /// <exception cref="RouteRefusedException">The user is to be told why not.</exception>
    public abstract RoutedDecision Decide(IDecideContext context, InteractionReceived fact, string key);
}

/// <summary>What a handler is declared with.</summary>
/// <param name="Module">The module that has it.</param>
/// <param name="Kind">The kind of interaction that it deals with.</param>
/// <param name="Path">The command's path, or the kind of the component or modal.</param>
/// <param name="Terms">On which terms it can be used.</param>
/// <param name="Texts">The module's translations.</param>
internal sealed record RouteDeclaration(string Module, InteractionKind Kind, string Path, Terms Terms, Translations Texts);

/// <summary>What a handler decided: to be emitted, then answered.</summary>
/// <param name="Emit">Emits its events.</param>
/// <param name="Answer">Makes the answer, after they were applied.</param>
internal sealed record RoutedDecision(Action<IDecideContext> Emit, Func<IDecideContext, Answer> Answer);

/// <summary>An interaction cannot be handled; the message is for the user.</summary>
internal sealed class RouteRefusedException(string message) : Exception(message);

/// <summary>The routes of a module with this state.</summary>
/// <param name="declaration">What it is declared with.</param>
/// <param name="handle">Calls the handler.</param>
internal sealed class Route<TState>(
    RouteDeclaration declaration, Func<TState, IDecideContext, InteractionReceived, string, Decision<TState>> handle)
    : Route(declaration)
    where TState : class
{
    public override RoutedDecision Decide(IDecideContext context, InteractionReceived fact, string key)
    {
        var decision = handle(StateIn(context, fact), context, fact, key);
        return new RoutedDecision(
            decision.EmitTo, after => decision.AnswerFor(StateIn(after, fact), new DecidingStates(after)));
    }

    private TState StateIn(IDecideContext context, InteractionReceived fact) => context.StateOf<TState>(Module)
        ?? throw new RouteRefusedException(FrameworkTexts.For(fact).Say(FrameworkTexts.ModuleStopped, Module));
}

/// <summary>The states at a decision.</summary>
internal sealed class DecidingStates(IDecideContext context) : IStates
{
    public TOther? StateOf<TOther>(string module)
        where TOther : class => context.StateOf<TOther>(module);
}
