using Bingobot.Discord.Payloads;
using Bingobot.Events;

namespace Bingobot.Framework;

/// <summary>
/// A user used a command or a component: what a handler may know beside its state. It is for the time of the call only.
/// </summary>
[Deterministic]
public abstract class Invocation : IStates
{
    private readonly IDecideContext _context;

    private protected Invocation(IDecideContext context, InteractionReceived fact)
    {
        _context = context;
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

    /// <summary>When: the time of the event. The only clock a handler has.</summary>
    public DateTimeOffset Now => _context.Now;

    /// <summary>The guild.</summary>
    public ulong Partition => _context.Partition;

    internal InteractionReceived Fact { get; }

    /// <summary>An id of 22 characters of base64url, unique in this stream, the same on every replay.</summary>
    public string NewId() => _context.NewId();

    /// <inheritdoc/>
    public TOther? StateOf<TOther>(string module)
        where TOther : class => _context.StateOf<TOther>(module);
}

/// <summary>The states of other modules in the same guild.</summary>
public interface IStates
{
    /// <summary>
    /// The newest state of <paramref name="module"/>, empty where nothing has happened; null where there is no such
    /// module, its state is of another type, or it is stopped.
    /// </summary>
    TOther? StateOf<TOther>(string module)
        where TOther : class;
}

/// <summary>A user used a command. The options were checked against their declaration.</summary>
[Deterministic]
public sealed class CommandInvocation : Invocation
{
    private readonly Dictionary<string, OptionValue> _options;

    internal CommandInvocation(IDecideContext context, InteractionReceived fact)
        : base(context, fact) => _options = fact.Options.ToDictionary(option => option.Name, StringComparer.Ordinal);

    /// <summary>Whether an option was given.</summary>
    public bool Has(string option) => _options.ContainsKey(option);

    /// <summary>The text of an option that is required.</summary>
    public string Text(string option) => Value(option).Value;

    /// <summary>The text of an option, or null where it was not given.</summary>
    public string? TextOrNull(string option) => _options.GetValueOrDefault(option)?.Value;

    /// <summary>The whole number of an option that is required.</summary>
    public long WholeNumber(string option) => OptionCheck.WholeNumber(Value(option));

    /// <summary>The whole number of an option, or null where it was not given.</summary>
    public long? WholeNumberOrNull(string option) => Has(option) ? WholeNumber(option) : null;

    /// <summary>The number of an option that is required.</summary>
    public double Number(string option) => OptionCheck.Number(Value(option));

    /// <summary>Whether an option was given as true.</summary>
    public bool Flag(string option) => TextOrNull(option) == OptionCheck.True;

    /// <summary>The user, channel or role of an option that is required.</summary>
    public Mentioned Mentioned(string option)
    {
        var value = Value(option);
        return new Mentioned(Snowflake.Parse(value.Value), value.Label ?? value.Value, value.Bot == true);
    }

    private OptionValue Value(string option) => _options.TryGetValue(option, out var value)
        ? value
        : throw new KeyNotFoundException($"The option '{option}' was not given, and is not declared as required.");
}

/// <summary>What an option points at.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Bot">Of a user, whether it is a bot.</param>
public readonly record struct Mentioned(Snowflake Id, string Name, bool Bot);

/// <summary>A user used a component.</summary>
[Deterministic]
public sealed class ComponentInvocation : Invocation
{
    internal ComponentInvocation(IDecideContext context, InteractionReceived fact, string key)
        : base(context, fact) => Key = key;

    /// <summary>The key that the module gave the component.</summary>
    public string Key { get; }

    /// <summary>The message that the component is on.</summary>
    public Snowflake Message => Fact.Message.GetValueOrDefault();

    /// <summary>Of a select, the values that were chosen.</summary>
    public IReadOnlyList<string> Values => Fact.Values;
}
