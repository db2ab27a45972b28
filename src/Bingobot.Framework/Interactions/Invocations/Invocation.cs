using Bingobot.Discord.Payloads;
using Bingobot.Events;

namespace Bingobot.Framework;

/// <summary>
/// A user used a command or a component, or submitted a modal: what a handler may know beside its state. It is for the time of the call only.
/// </summary>
[Deterministic]
public abstract class Invocation : IStates
{
    private readonly IDecideContext _context;

    private protected Invocation(IDecideContext context, InteractionReceived fact, Translations texts)
    {
        _context = context;
        Speech = new Speech(texts, fact.Locale);
        GuildSpeech = new Speech(texts, fact.GuildLocale);
        Fact = fact;
    }

    /// <summary>The interaction's id.</summary>
    public Snowflake Interaction => Fact.Interaction;

    /// <summary>Who did it.</summary>
    public Snowflake User => Fact.User;

    /// <summary>The name that this user is shown by.</summary>
    public string UserName => Fact.UserName;

    /// <summary>Where.</summary>
    public Snowflake Channel => Fact.Channel;

    /// <summary>The user's language, as <c>de</c>; null where Discord did not tell it.</summary>
    public string? Locale => Fact.Locale;

    /// <summary>The guild's language; null where Discord did not tell it.</summary>
    public string? GuildLocale => Fact.GuildLocale;

    /// <summary>Says the module's texts in the user's language: for answers that this user alone sees.</summary>
    public Speech Speech { get; }

    /// <summary>Says the module's texts in the guild's language: for what all see.</summary>
    public Speech GuildSpeech { get; }

    /// <summary>When: the time of the event. The only clock a handler has.</summary>
    public DateTimeOffset Now => _context.Now;

    /// <summary>The guild.</summary>
    public ulong Partition => _context.Partition;

    internal InteractionReceived Fact { get; }

    /// <summary>A text of the module in the user's language; see <see cref="Translations.Say"/>.</summary>
    /// <param name="text">The text in English.</param>
    /// <param name="values">What goes into it.</param>
    public string Say(string text, params ReadOnlySpan<object?> values) => Speech.Say(text, values);

    /// <summary>An id of 22 characters of base64url, unique in this stream, the same on every replay.</summary>
    public string NewId() => _context.NewId();

    /// <inheritdoc/>
    public TOther? StateOf<TOther>(string module)
        where TOther : class => _context.StateOf<TOther>(module);
}
