using Bingobot.Discord.Rest;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bingobot.Framework.Tests.Support;

/// <summary>The framework's parts between the modules and Discord, with a key of the tests' own.</summary>
internal static class Wire
{
    /// <summary>The key that custom ids are sealed with.</summary>
    public static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    public static CustomIdSeal Seal { get; } = new(Key);

    public static MessageWriter Writer { get; } = new(Seal);

    /// <summary>Takes interactions for these modules.</summary>
    public static InteractionIntake Intake(DiscordRest rest, IReadOnlyList<IBotModule>? modules = null, ILogger? logger = null) =>
        new(Seal, Autocompleter(rest, modules ?? [], logger), logger ?? NullLogger.Instance);

    public static Autocompleter Autocompleter(DiscordRest rest, IReadOnlyList<IBotModule> modules, ILogger? logger = null) =>
        new(new CompletionTable(modules, new Admission(modules)), rest, logger ?? NullLogger.Instance);

    /// <summary>Defers after 2 s, for answers that all see unless told otherwise.</summary>
    public static Deferrals Deferrals(DiscordRest rest, TimeProvider clock, bool answersPrivately = false) =>
        new(rest, clock, clock, TimeSpan.FromSeconds(2), _ => answersPrivately, NullLogger.Instance);
}
