using Bingobot.Discord.Payloads;
using Bingobot.Events;

namespace Bingobot.Framework;

/// <summary>Leads an interaction to the handler of a module, whatever the type of its state.</summary>
/// <param name="module">The module that has the handler.</param>
/// <param name="path">The command's path, or the kind of the component.</param>
internal abstract class Route(string module, string path)
{
    public string Module { get; } = module;

    public string Path { get; } = path;

    /// <summary>Lets the handler decide.</summary>
    /// <exception cref="RouteRefusedException">The user is to be told why not.</exception>
    public abstract RoutedDecision Decide(IDecideContext context, InteractionReceived fact, string key);
}

/// <summary>What a handler decided: to be emitted, then answered.</summary>
/// <param name="Emit">Emits its events.</param>
/// <param name="Answer">Makes the answer, after they were applied.</param>
internal sealed record RoutedDecision(Action<IDecideContext> Emit, Func<IDecideContext, Answer> Answer);

/// <summary>An interaction cannot be handled; the message is for the user.</summary>
internal sealed class RouteRefusedException(string message) : Exception(message);

/// <inheritdoc/>
internal abstract class Route<TState>(string module, string path) : Route(module, path)
    where TState : class
{
    public sealed override RoutedDecision Decide(IDecideContext context, InteractionReceived fact, string key)
    {
        var decision = Decide(StateIn(context), context, fact, key);
        return new RoutedDecision(
            decision.EmitTo, after => decision.AnswerFor(StateIn(after), new States(after)));
    }

    protected abstract Decision<TState> Decide(TState state, IDecideContext context, InteractionReceived fact, string key);

    private TState StateIn(IDecideContext context) => context.StateOf<TState>(Module)
        ?? throw new RouteRefusedException(
            $"The part of the bot that does this ({Module}) is stopped, because something went wrong in it. "
            + "The others go on. Tell whoever runs the bot.");

    private sealed class States(IDecideContext context) : IStates
    {
        public TOther? StateOf<TOther>(string module)
            where TOther : class => context.StateOf<TOther>(module);
    }
}

/// <summary>Leads to a command.</summary>
internal sealed class CommandRoute<TState>(
    string module, string path, IReadOnlyList<ApplicationCommandOption> options, CommandHandler<TState> handle)
    : Route<TState>(module, path), ICommandRoute
    where TState : class
{
    protected override Decision<TState> Decide(TState state, IDecideContext context, InteractionReceived fact, string key) =>
        OptionCheck.Complaint(options, fact.Options) is { } complaint
            ? throw new RouteRefusedException(complaint)
            : handle(state, new CommandInvocation(context, fact));
}

/// <summary>Marks routes of commands, whatever the type of the state.</summary>
internal interface ICommandRoute;

/// <summary>Leads to a component.</summary>
internal sealed class ComponentRoute<TState>(string module, string kind, ComponentHandler<TState> handle)
    : Route<TState>(module, kind)
    where TState : class
{
    protected override Decision<TState> Decide(TState state, IDecideContext context, InteractionReceived fact, string key) =>
        handle(state, new ComponentInvocation(context, fact, key));
}

/// <summary>Keeps users from all commands and components.</summary>
internal abstract class Gate
{
    /// <summary>Why the user is kept out, or null.</summary>
    public abstract string? Refusal(IDecideContext context, Snowflake user);
}

/// <inheritdoc/>
internal sealed class Gate<TState>(string module, Func<TState, Snowflake, string?> refusal) : Gate
    where TState : class
{
    public override string? Refusal(IDecideContext context, Snowflake user) =>
        context.StateOf<TState>(module) is { } state ? refusal(state, user) : null;
}
