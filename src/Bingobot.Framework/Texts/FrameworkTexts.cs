namespace Bingobot.Framework;

/// <summary>What the framework itself says to people; in other languages it is in <c>Texts/*.json</c>.</summary>
internal static class FrameworkTexts
{
    public const string ModuleStopped =
        "The part of the bot that does this ({0}) is stopped, because something went wrong in it. The others go on. Tell whoever runs the bot.";
    public const string GuildOnly = "This works in a server only, not in a direct message.";
    public const string MemberLacks = "You may not use this here: it needs the permission {0}.";
    public const string BotLacks = "The bot cannot do this here: it needs the permission {0}. Somebody who manages the server can give it.";
    public const string Forged =
        "This button was not made by the bot as it is set up now. It is very old, or the bot moved. Use the command again.";
    public const string UnknownCommand = "There is no command `/{0}` any more. There is {1}.";
    public const string UnknownMenuCommand = "There is no command \"{0}\" any more. Reload your client.";
    public const string UnknownComponent = "This bot does not know this button any more. It may belong to a feature that was removed.";
    public const string UnknownModal = "This bot does not know this form any more. It may belong to a feature that was removed.";
    public const string UnknownKind = "This bot does not know this kind of interaction.";
    public const string Faulty = "Something went wrong in the bot ({0}); the cause is recorded for whoever runs it. {1}";
    public const string NothingChanged = "Nothing was changed.";
    public const string DoneUnanswered = "What you asked for was done, but the answer could not be made.";
    public const string Done = "Done.";
    public const string AnsweredPrivately = "The answer is for one person alone.";
    public const string AnsweredBelow = "The answer follows.";
    public const string ModalTooLate = "That took too long for the form to open. Try again.";

    public const string OptionTwice = "The option `{0}` was given {1} times; give it once.";
    public const string OptionMissing = "The option `{0}` is missing: {1}.";
    public const string OptionUnknown = "There is no option `{0}` here; there is {1}.";
    public const string OptionsUnknown = "There is no option `{0}` here; the command takes none.";
    public const string OptionOfOtherKind = "The option `{0}` is of another kind than expected; reload your client and try again.";
    public const string OptionOneOf = "The option `{0}` is one of {1}.";
    public const string OptionFlag = "The option `{0}` is true or false.";
    public const string OptionFromList = "The option `{0}` is to be chosen from the list.";
    public const string OptionTooLong = "The option `{0}` has at most {1:N0} characters; yours has {2:N0}.";
    public const string OptionTooShort = "The option `{0}` has at least {1:N0} characters; yours has {2:N0}.";
    public const string OptionEmpty = "The option `{0}` has at least 1 character; yours has 0.";
    public const string OptionWholeNumber = "The option `{0}` is a whole number.";
    public const string OptionNumber = "The option `{0}` is a number.";
    public const string OptionWholeRange = "The option `{0}` is a whole number from {1} to {2}.";
    public const string OptionRange = "The option `{0}` is a number from {1} to {2}.";

    private static readonly Translations Texts = Load();

    /// <summary>The framework's texts in the language of who did this.</summary>
    public static Speech For(InteractionReceived fact) => In(fact.Locale);

    /// <summary>The framework's texts in this language; null: English.</summary>
    public static Speech In(string? locale) => new(Texts, locale);

    private static Translations Load()
    {
        using var german = typeof(FrameworkTexts).Assembly.GetManifestResourceStream("Bingobot.Framework.Texts.de.json")
            ?? throw new InvalidOperationException("The German texts are missing from the assembly.");
        return Translations.None.With(Locales.German, german);
    }
}
