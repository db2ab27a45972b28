using Bingobot.Framework;

namespace Bingobot.Modules;

/// <summary>The texts of the shipped modules in other languages.</summary>
internal static class ModuleTexts
{
    /// <summary>All of them.</summary>
    public static Translations All { get; } = Load();

    private static Translations Load()
    {
        using var german = typeof(ModuleTexts).Assembly.GetManifestResourceStream("Bingobot.Modules.Texts.de.json")
            ?? throw new InvalidOperationException("The German texts are missing from the assembly.");
        return Translations.None.With(Locales.German, german);
    }
}
