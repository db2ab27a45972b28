namespace Bingobot.Commands.Load;

/// <summary>What people do to a bot, as far as it hears of it.</summary>
internal enum TrafficKind
{
    /// <summary>They write.</summary>
    Messages,

    /// <summary>They enter, change and leave voice channels.</summary>
    Voice,

    /// <summary>They use commands and buttons.</summary>
    Interactions,
}
