using Bingobot.Discord.Payloads;
using Bingobot.Events;

namespace Bingobot.Framework;

/// <summary>A user pressed a button, or chose from a menu.</summary>
[Deterministic]
public sealed class ComponentInvocation : Invocation
{
    internal ComponentInvocation(IDecideContext context, InteractionReceived fact, string key, Translations texts)
        : base(context, fact, texts) => Key = key;

    /// <summary>The key that the module gave the component.</summary>
    public string Key { get; }

    /// <summary>The message that the component is on.</summary>
    public Snowflake Message => Fact.Message.GetValueOrDefault();

    /// <summary>Of a menu, the values that were chosen; of users, roles and channels their ids.</summary>
    public IReadOnlyList<string> Values => Fact.Values;

    /// <summary>Of a menu of users, roles or channels, those that were chosen.</summary>
    public IReadOnlyList<Mentioned> Chosen => Mentioned.AllOf(Fact.Values, Fact.Entities);
}
