using Bingobot.Discord.Payloads;
using Bingobot.Events;

namespace Bingobot.Framework;

/// <summary>
/// A user submitted a modal. Discord's client held what was entered to the modal's limits; others may not, so that it is input to
/// be checked.
/// </summary>
[Deterministic]
public sealed class ModalInvocation : Invocation
{
    internal ModalInvocation(IDecideContext context, InteractionReceived fact, string key, Translations texts)
        : base(context, fact, texts) => Key = key;

    /// <summary>The key that the module gave the modal.</summary>
    public string Key { get; }

    /// <summary>The message of the component that opened the modal; null where a command did.</summary>
    public Snowflake? Message => Fact.Message;

    /// <summary>The text of a field; empty where nothing was entered.</summary>
    public string Text(string field) => Values(field) is [var text, ..] ? text : "";

    /// <summary>The text of a field; null where nothing was entered but white space.</summary>
    public string? TextOrNull(string field) => Text(field) is var text && string.IsNullOrWhiteSpace(text) ? null : text;

    /// <summary>Whether a box was ticked.</summary>
    public bool Flag(string field) => Text(field) == OptionCheck.True;

    /// <summary>What was chosen in a menu; of users, roles and channels their ids.</summary>
    public IReadOnlyList<string> Values(string field) =>
        Fact.Fields?.FirstOrDefault(entered => entered.Name == field)?.Values ?? [];

    /// <summary>The users, roles or channels that were chosen in a menu.</summary>
    public IReadOnlyList<Mentioned> Chosen(string field) => Mentioned.AllOf(Values(field), Fact.Entities);

    /// <summary>The files that were given.</summary>
    public IReadOnlyList<AttachedFile> Files(string field)
    {
        var ids = Values(field);
        return [.. (Fact.Entities ?? []).Where(entity => ids.Contains(entity.Id.ToString())).Select(entity => entity.File).OfType<AttachedFile>()];
    }
}
