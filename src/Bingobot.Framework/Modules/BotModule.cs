using Bingobot.Events;

namespace Bingobot.Framework;

/// <summary>
/// A feature of a bot: a <see cref="Module{TState}"/> that also has commands, buttons, menus and modals. See docs/modules.md.
/// </summary>
/// <typeparam name="TState">The state of one guild: immutable, with a source-generated JSON contract.</typeparam>
public abstract class BotModule<TState> : Module<TState>, IBotModule
    where TState : class
{
    private BotManifest? _manifest;

    /// <inheritdoc/>
    public BotManifest Manifest => _manifest ??= Declare(inner: null).ToManifest();

    /// <summary>The module's texts in other languages; none by default.</summary>
    protected virtual Translations Texts => Translations.None;

    /// <summary>Declares commands, components and events. Called more than once; it does nothing but declare.</summary>
    protected abstract void Define(BotModuleBuilder<TState> bot);

    /// <inheritdoc/>
    public sealed override void Configure(IModuleBuilder<TState> module)
    {
        ArgumentNullException.ThrowIfNull(module);
        Declare(module);
    }

    private BotModuleBuilder<TState> Declare(IModuleBuilder<TState>? inner)
    {
        BotModuleBuilder<TState> builder = new(Name, Texts, inner);
        Define(builder);
        return builder;
    }
}
