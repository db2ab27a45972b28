using Bingobot.Discord.Payloads;
using Bingobot.Events;

namespace Bingobot.Framework;

/// <summary>What people can use.</summary>
public sealed partial class BotModuleBuilder<TState>
{
    /// <summary>Describes a command that has subcommands, or a group of these within it: declare it before them.</summary>
    /// <param name="name">Its name, or <c>command group</c>.</param>
    /// <param name="description">What it is for, 1 to 100 characters.</param>
    /// <param name="terms">On which terms all commands in it can be used; null: none.</param>
    public BotModuleBuilder<TState> Group(string name, string description, Terms? terms = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        _tree.AddGroup(name, description, terms ?? Terms.None);
        return this;
    }

    /// <summary>Declares a slash command.</summary>
    /// <param name="path">Its name, or <c>group name</c>, or <c>command group name</c>.</param>
    /// <param name="description">What it does, 1 to 100 characters.</param>
    /// <param name="handle">Decides what it does.</param>
    /// <param name="options">Declares its options; null: it has none.</param>
    /// <param name="terms">On which terms it can be used; null: none but those of its group.</param>
    public BotModuleBuilder<TState> Command(
        string path, string description, CommandHandler<TState> handle, Action<CommandOptions>? options = null, Terms? terms = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(handle);
        CommandOptions declared = new();
        options?.Invoke(declared);
        _tree.Add(path, description, declared, terms ?? Terms.None);
        _options.Add(path, declared);
        var texts = _texts;
        return Route(
            InteractionKind.Command,
            path,
            (terms ?? Terms.None).Within(_tree.TermsAbove(path)),
            (state, context, fact, _) => new OptionCheck(texts, fact.Locale).Complaint(declared.Declared, fact.Options) is { } complaint
                ? throw new RouteRefusedException(complaint)
                : handle(state, new CommandInvocation(context, fact, texts)));
    }

    /// <summary>Declares a command of users' context menus.</summary>
    /// <param name="name">What the menu shows, 1 to 32 characters, also capitals and spaces.</param>
    /// <param name="handle">Decides what it does.</param>
    /// <param name="terms">On which terms it can be used; null: none.</param>
    public BotModuleBuilder<TState> UserCommand(string name, UserCommandHandler<TState> handle, Terms? terms = null)
    {
        ArgumentNullException.ThrowIfNull(handle);
        _tree.AddMenu(ApplicationCommandType.User, name, terms ?? Terms.None);
        return Route(InteractionKind.UserCommand, name, terms, (state, context, fact, _) => fact.TargetUser is null
            ? throw new RouteRefusedException(FrameworkTexts.For(fact).Say(FrameworkTexts.UnknownMenuCommand, name))
            : handle(state, new UserInvocation(context, fact, _texts)));
    }

    /// <summary>Declares a command of messages' context menus. The message's text is recorded with it.</summary>
    /// <param name="name">What the menu shows, 1 to 32 characters, also capitals and spaces.</param>
    /// <param name="handle">Decides what it does.</param>
    /// <param name="terms">On which terms it can be used; null: none.</param>
    public BotModuleBuilder<TState> MessageCommand(string name, MessageCommandHandler<TState> handle, Terms? terms = null)
    {
        ArgumentNullException.ThrowIfNull(handle);
        _tree.AddMenu(ApplicationCommandType.Message, name, terms ?? Terms.None);
        return Route(InteractionKind.MessageCommand, name, terms, (state, context, fact, _) => fact.TargetMessage is null
            ? throw new RouteRefusedException(FrameworkTexts.For(fact).Say(FrameworkTexts.UnknownMenuCommand, name))
            : handle(state, new MessageInvocation(context, fact, _texts)));
    }

    /// <summary>Declares what happens when a button or menu whose custom id is of this kind is used.</summary>
    /// <param name="kind">The second part of the <see cref="CustomId"/>.</param>
    /// <param name="handle">Decides what it does.</param>
    /// <param name="terms">On which terms it can be used; null: none.</param>
    public BotModuleBuilder<TState> Component(string kind, ComponentHandler<TState> handle, Terms? terms = null)
    {
        ArgumentNullException.ThrowIfNull(handle);
        return Keyed(InteractionKind.Component, kind, terms, (state, context, fact, key) =>
            handle(state, new ComponentInvocation(context, fact, key, _texts)));
    }

    /// <summary>Declares what happens when a modal whose custom id is of this kind is submitted.</summary>
    /// <param name="kind">The second part of the <see cref="CustomId"/>; other than those of the components.</param>
    /// <param name="handle">Decides what it does.</param>
    /// <param name="terms">On which terms it can be used; null: none.</param>
    public BotModuleBuilder<TState> Modal(string kind, ModalHandler<TState> handle, Terms? terms = null)
    {
        ArgumentNullException.ThrowIfNull(handle);
        return Keyed(InteractionKind.Modal, kind, terms, (state, context, fact, key) =>
            handle(state, new ModalInvocation(context, fact, key, _texts)));
    }

    /// <summary>Lets the bot say what can be chosen while a text or number is typed. What is typed need not be among it.</summary>
    /// <param name="path">The command, declared before.</param>
    /// <param name="option">Its option.</param>
    /// <param name="suggest">Says what can be chosen.</param>
    public BotModuleBuilder<TState> Autocomplete(string path, string option, AutocompleteHandler<TState> suggest)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(suggest);
        if (!_options.TryGetValue(path, out var options))
            throw new ArgumentException($"There is no command '{path}' to complete; declare it before.", nameof(path));
        options.Complete(option);
        var terms = _routes.Find(route => route.Kind == InteractionKind.Command && route.Path == path)!.Terms;
        _completions.Add(new Completion<TState>(new CompletionDeclaration(_module, path, option, terms, _texts), suggest));
        return this;
    }

    private BotModuleBuilder<TState> Keyed(
        InteractionKind of, string kind, Terms? terms, Func<TState, IDecideContext, InteractionReceived, string, Decision<TState>> handle)
    {
        ArgumentException.ThrowIfNullOrEmpty(kind);
        if (_routes.Exists(route => route.Kind is InteractionKind.Component or InteractionKind.Modal && route.Path == kind))
            throw new ArgumentException($"Components or modals of kind '{kind}' are declared twice.", nameof(kind));
        return Route(of, kind, terms, handle);
    }

    private BotModuleBuilder<TState> Route(
        InteractionKind of, string path, Terms? terms, Func<TState, IDecideContext, InteractionReceived, string, Decision<TState>> handle)
    {
        _routes.Add(new Route<TState>(new RouteDeclaration(_module, of, path, terms ?? Terms.None, _texts), handle));
        return this;
    }
}
