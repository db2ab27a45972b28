using Bingobot.Events;

namespace Bingobot.Framework;

/// <summary>A user used a command of a user's context menu.</summary>
[Deterministic]
public sealed class UserInvocation : Invocation
{
    internal UserInvocation(IDecideContext context, InteractionReceived fact, Translations texts)
        : base(context, fact, texts)
    {
    }

    /// <summary>The user that it is about.</summary>
    public Mentioned Target => Mentioned.Of(Fact.TargetUser!);
}

/// <summary>A user used a command of a message's context menu.</summary>
[Deterministic]
public sealed class MessageInvocation : Invocation
{
    internal MessageInvocation(IDecideContext context, InteractionReceived fact, Translations texts)
        : base(context, fact, texts)
    {
    }

    /// <summary>The message that it is about.</summary>
    public TargetMessage Target => Fact.TargetMessage!;
}
