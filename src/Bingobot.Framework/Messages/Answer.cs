using Bingobot.Events;

namespace Bingobot.Framework;

/// <summary>How an interaction is answered.</summary>
public enum AnswerKind
{
    /// <summary>By a message of its own.</summary>
    Reply,

    /// <summary>By changing the message that the component is on; of a command, it is a reply.</summary>
    Update,

    /// <summary>By nothing that can be seen. Of a component only; a command that is not answered seems broken.</summary>
    Silence,

    /// <summary>By a modal. Of a command or component only; a modal cannot open another.</summary>
    Modal,
}

/// <summary>What the user who used a command or component gets to see.</summary>
[Deterministic]
public sealed record Answer
{
    /// <summary>In which way.</summary>
    public AnswerKind Kind { get; init; }

    /// <summary>What it says.</summary>
    public MessageBody Body { get; init; } = new("");

    /// <summary>The modal that opens.</summary>
    public Modal? Modal { get; init; }

    /// <summary>Whether only that user sees it. Of a reply.</summary>
    public bool Private { get; init; }

    /// <summary>
    /// Where not empty, an <see cref="AnswerDelivered"/> or <see cref="AnswerUndeliverable"/> with this key follows.
    /// </summary>
    public string Key { get; init; } = "";

    /// <summary>The module that the key is meant for; null: the one that answers.</summary>
    public string? For { get; init; }

    /// <summary>A message that all see.</summary>
    public static Answer Reply(MessageBody body) => new() { Body = body };

    /// <summary>A message that only the user sees.</summary>
    public static Answer Whisper(string text) => new() { Body = new MessageBody(text), Private = true };

    /// <summary>A message that only the user sees.</summary>
    public static Answer Whisper(MessageBody body) => new() { Body = body, Private = true };

    /// <summary>A modal. It must open within 3 s: where the bot is later than that, the user is asked to try again.</summary>
    public static Answer Open(Modal modal) => new() { Kind = AnswerKind.Modal, Modal = modal };

    /// <summary>The message that the component is on, changed.</summary>
    public static Answer Update(MessageBody body) => new() { Kind = AnswerKind.Update, Body = body };
}
