using System.CommandLine;
using Bingobot.Benchmarks.Reporting;
using Bingobot.Benchmarks.Workloads;

namespace Bingobot.Benchmarks.Cli;

/// <summary>The options that leave tables and rows out.</summary>
internal sealed class CaseFilter
{
    private readonly Option<string[]> _only = new("--only")
    {
        Description = "Workloads to run: W1 … W7, E1 … E4, G1 … G3; default all.",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string[]> _case = new("--case")
    {
        Description = "Only tables whose title contains all of these texts, such as \"1,024 in flight\" or \"100 B\".",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string[]> _contender = new("--contender")
    {
        Description = "Only these rows, such as EventStream or \"SQLite FULL\"; with one row there are no ratios.",
        AllowMultipleArgumentsPerToken = true,
    };

    public IReadOnlyList<Option> Options => [_only, _case, _contender];

    /// <summary>The tables that are wanted, with the rows that are wanted; none without rows.</summary>
    public IReadOnlyList<WorkloadCase> Apply(ParseResult arguments, IEnumerable<WorkloadCase> cases)
    {
        string[] only = arguments.GetValue(_only) ?? [];
        string[] texts = arguments.GetValue(_case) ?? [];
        string[] contenders = arguments.GetValue(_contender) ?? [];
        return
        [
            .. from workload in cases
               where only.Length == 0 || only.Contains(workload.Workload, StringComparer.OrdinalIgnoreCase)
               let title = workload.DocumentBytes == 0 ? workload.Variant : $"{Format.Size(workload.DocumentBytes)} · {workload.Variant}"
               where texts.All(text => title.Contains(text, StringComparison.OrdinalIgnoreCase))
               let rows = workload with { Entries = [.. workload.Entries.Where(entry => IsWanted(entry, contenders))] }
               where rows.Entries.Count > 0
               select rows,
        ];
    }

    /// <summary>A workload or a row that was asked for and that there is nowhere; null where all are known.</summary>
    public string? Unknown(ParseResult arguments, IReadOnlyList<WorkloadCase> cases)
    {
        string[] workloads = [.. cases.Select(workload => workload.Workload).Distinct()];
        string[] rows = [.. cases.SelectMany(workload => workload.Entries).Select(entry => entry.Participant.Name).Distinct()];
        return Unknown(arguments.GetValue(_only), workloads) ?? Unknown(arguments.GetValue(_contender), rows);
    }

    private static string? Unknown(string[]? wanted, string[] known) =>
        wanted?.FirstOrDefault(name => !known.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } name
            ? $"'{name}' is none of {string.Join(", ", known)}."
            : null;

    private static bool IsWanted(Entry entry, string[] contenders) =>
        contenders.Length == 0 || contenders.Contains(entry.Participant.Name, StringComparer.OrdinalIgnoreCase);
}
