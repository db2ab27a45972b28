using Bingobot.Events;

namespace Bingobot.Framework;

/// <summary>A module that declares commands and buttons: a <see cref="BotModule{TState}"/>.</summary>
public interface IBotModule : IModule
{
    /// <summary>What the module wants of Discord.</summary>
    BotManifest Manifest { get; }
}
