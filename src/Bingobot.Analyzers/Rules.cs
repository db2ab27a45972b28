using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Bingobot.Analyzers;

/// <summary>
/// The rules. A message says what was found {0}, what to use instead {1}, and by which way it is reached {2}.
/// </summary>
internal static class Rules
{
    private const string Category = "Determinism";

    public static readonly DiagnosticDescriptor Clock = Rule(
        "BINGO0001", "Take the time from the context",
        "'{0}' reads a clock, which says something else on replay; use {1} ({2})");

    public static readonly DiagnosticDescriptor NewId = Rule(
        "BINGO0002", "Take new ids from the context",
        "'{0}' makes an id that replay cannot repeat; use {1} ({2})");

    public static readonly DiagnosticDescriptor Randomness = Rule(
        "BINGO0003", "Do not use randomness",
        "'{0}' is random, or may be so in another version of .NET; use {1} ({2})");

    public static readonly DiagnosticDescriptor Machine = Rule(
        "BINGO0004", "Do not ask the machine",
        "'{0}' depends on the machine or the process that the code runs in; use {1} ({2})");

    public static readonly DiagnosticDescriptor Io = Rule(
        "BINGO0005", "Do no I/O",
        "'{0}' does I/O, which replay would do again, or which then says something else; use {1} ({2})");

    public static readonly DiagnosticDescriptor Concurrency = Rule(
        "BINGO0006", "Do not use tasks, threads, locks or timers of the process",
        "'{0}' depends on how threads are scheduled; use {1} ({2})");

    public static readonly DiagnosticDescriptor StaticState = Rule(
        "BINGO0007", "Keep no state outside the module's state",
        "'{0}' is state that replay does not rebuild and that partitions share; use {1} ({2})");

    public static readonly DiagnosticDescriptor HashCode = Rule(
        "BINGO0008", "Do not use hash codes",
        "'{0}' gives another number in each process; use {1} ({2})");

    public static readonly DiagnosticDescriptor HashOrder = Rule(
        "BINGO0009", "Do not enumerate in hash order",
        "'{0}' has no order that replay is bound to repeat; use {1} ({2})");

    public static readonly DiagnosticDescriptor Formatting = Rule(
        "BINGO0010", "Format with the invariant culture",
        "'{0}' is written as the machine's culture has it; use {1} ({2})");

    public static readonly DiagnosticDescriptor Parsing = Rule(
        "BINGO0011", "Parse with the invariant culture",
        "'{0}' reads as the machine's culture has it; use {1} ({2})");

    public static readonly DiagnosticDescriptor Comparison = Rule(
        "BINGO0012", "Compare, sort and change the case of text without culture",
        "'{0}' compares, sorts or changes text as the machine's culture has it; use {1} ({2})");

    public static readonly DiagnosticDescriptor CurrentCulture = Rule(
        "BINGO0013", "Do not ask for the current culture",
        "'{0}' is the culture of the machine or the thread; use {1} ({2})");

    public static readonly ImmutableArray<DiagnosticDescriptor> All =
    [
        Clock, NewId, Randomness, Machine, Io, Concurrency, StaticState, HashCode, HashOrder, Formatting, Parsing,
        Comparison, CurrentCulture,
    ];

    private static DiagnosticDescriptor Rule(string id, string title, string message) => new(
        id,
        title,
        message,
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: $"{title}: in Decide, Apply, React, timers and handlers the only time, ids and randomness are the context's, "
            + "so that replay gives the same state and effects.",
        helpLinkUri: $"docs/analyzers/{id}.md",
        WellKnownDiagnosticTags.CompilationEnd);
}
