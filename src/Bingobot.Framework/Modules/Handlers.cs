using Bingobot.Discord.Payloads;
using Bingobot.Events;

namespace Bingobot.Framework;

/// <summary>Decides what a command does. Pure: it knows its arguments and nothing else.</summary>
[Deterministic]
public delegate Decision<TState> CommandHandler<TState>(TState state, CommandInvocation invocation)
    where TState : class;

/// <summary>Decides what a command of users' context menus does. Pure: it knows its arguments and nothing else.</summary>
[Deterministic]
public delegate Decision<TState> UserCommandHandler<TState>(TState state, UserInvocation invocation)
    where TState : class;

/// <summary>Decides what a command of messages' context menus does. Pure: it knows its arguments and nothing else.</summary>
[Deterministic]
public delegate Decision<TState> MessageCommandHandler<TState>(TState state, MessageInvocation invocation)
    where TState : class;

/// <summary>Decides what a component does. Pure: it knows its arguments and nothing else.</summary>
[Deterministic]
public delegate Decision<TState> ComponentHandler<TState>(TState state, ComponentInvocation invocation)
    where TState : class;

/// <summary>Decides what is done with a submitted modal. Pure: it knows its arguments and nothing else.</summary>
[Deterministic]
public delegate Decision<TState> ModalHandler<TState>(TState state, ModalInvocation invocation)
    where TState : class;

/// <summary>
/// Says what can be chosen for what was typed so far; the first 25 are shown. Pure: it knows its arguments and nothing else. It
/// changes nothing and is not recorded: it reads the newest durable state.
/// </summary>
[Deterministic]
public delegate IEnumerable<Choice> AutocompleteHandler<TState>(TState state, Typing typing)
    where TState : class;

/// <summary>Why a user may use no command and no component, and how that can be undone; null for whoever may pass.</summary>
[Deterministic]
public delegate string? GateKeeper<TState>(TState state, Snowflake user, Speech speech)
    where TState : class;
