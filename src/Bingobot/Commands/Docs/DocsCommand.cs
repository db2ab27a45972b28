using System.CommandLine;
using System.CommandLine.Parsing;
using Bingobot.Storage;

namespace Bingobot.Commands.Docs;

/// <summary><c>bingobot docs FILE</c>: looks into any store of documents; the events' segments are such stores.</summary>
internal static class DocsCommand
{
    private static readonly Argument<string> StorePath = new("FILE")
    {
        Description = "A store of documents: a file or a block device.",
        CustomParser = result =>
        {
            string text = result.Tokens.Count == 0 ? "" : result.Tokens[0].Value;
            if (string.IsNullOrWhiteSpace(text))
                result.AddError("FILE: a path is expected, and it is empty.");
            return text;
        },
    };

    private static readonly Option<long?> Last = CommonOptions.Whole(
        "--last", "N", "The N most recent documents. Usually 20; all with --json.", 1, long.MaxValue);

    private static readonly Option<long?> First = CommonOptions.Whole(
        "--first", "N", "The N least recent documents instead.", 1, long.MaxValue);

    private static readonly Option<long?> Skip = CommonOptions.Whole(
        "--skip", "N", "Leave out the N most recent ones first; with --first the N least recent ones.", 0, long.MaxValue);

    private static readonly Option<bool> OldestFirst = new("--oldest-first") { Description = "The least recent on top; usually the most recent is." };

    private static readonly Option<bool> Json = new("--json")
    {
        Description = """JSON for programs, whole documents: {"document","length","text" or "base64"}, one a line.""",
    };

    private static readonly Option<string?> To = new("--to")
    {
        Description = "A file for each document in this new or empty folder, named by its number.",
        HelpName = "FOLDER",
    };

    private static readonly Option<long?> Number = CommonOptions.Whole(
        "--number", "N", "Only this document, 0 is the least recent; its bytes as they are, unless --format says otherwise.", 0, long.MaxValue);

    private static readonly Option<string?> Format = new("--format")
    {
        Description = "ndjson (usual), base64 (a line each) or raw (bytes with nothing between).",
        HelpName = "FORMAT",
    };

    private static readonly Option<bool> Salvage = new("--salvage")
    {
        Description = "Of a damaged store, also what is whole behind the damage.",
    };

    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Only say what would be cut." };

    private static readonly Option[] OfList = [Last, First, Skip, OldestFirst, Json];

    public static Command Create()
    {
        Format.AcceptOnlyFromAmong("ndjson", "base64", "raw");
        var command = new Command("docs", "Look into a store of documents; also beside its writer.") { StorePath, Last, First, Skip, OldestFirst, Json };
        command.Subcommands.Add(CreateDump());
        command.Subcommands.Add(Sub("verify", "Read every byte and tell every fault.", [], (parsed, path, cancellation) =>
            new StoreCheck(path, parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error).Run(cancellation)));
        command.Subcommands.Add(Sub("truncate", "Cut the junk after the last useful byte. Needs a store that nobody writes to.", [DryRun], (parsed, path, cancellation) =>
        {
            new StoreTruncation(path, parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error)
                .Run(parsed.GetValue(DryRun), cancellation);
            return ExitCode.Good;
        }));
        command.Validators.Add(result => RefuseBoth(result, First, Last));
        command.SetAction((parsed, cancellation) => RunAsync(parsed, (_, path, stop) =>
        {
            var query = new ListQuery(
                parsed.GetValue(First) ?? parsed.GetValue(Last), parsed.GetValue(Skip) ?? 0, parsed.GetValue(First) is not null,
                parsed.GetValue(OldestFirst), parsed.GetValue(Json));
            new DocumentList(path, query, StandardOutput.Buffered(parsed.InvocationConfiguration.Output)).Run(stop);
            return ExitCode.Good;
        }, cancellation));
        return command;
    }

    private static Command CreateDump()
    {
        Command dump = Sub("dump", "Write out whole documents, the least recent first.", [To, Number, Format, Salvage], (parsed, path, cancellation) =>
        {
            StoredDocuments.RequireFile(path);
            var work = new DocumentDump(path, Sink(parsed), cancellation);
            if (parsed.GetValue(Number) is { } number)
                work.One(number);
            else
                work.All(parsed.GetValue(Salvage));
            return ExitCode.Good;
        });
        dump.Validators.Add(result =>
        {
            RefuseBoth(result, To, Number);
            RefuseBoth(result, To, Format);
            RefuseBoth(result, Number, Salvage);
            if (result.GetResult(To) is { Implicit: false } && string.IsNullOrWhiteSpace(result.GetValue(To)))
                result.AddError("--to: a path is expected, and it is empty.");
        });
        return dump;
    }

    private static DocumentSink Sink(ParseResult parsed)
    {
        if (parsed.GetValue(To) is { } folder)
            return new FolderSink(folder);
        Stream output = StandardOutput.Bytes(parsed.InvocationConfiguration.Output);
        return (parsed.GetValue(Format) ?? (parsed.GetValue(Number) is null ? "ndjson" : "raw")) switch
        {
            "raw" => new RawSink(output),
            "base64" => new Base64Sink(output),
            _ => new JsonSink(output),
        };
    }

    private static Command Sub(string name, string description, Option[] options, Func<ParseResult, string, CancellationToken, ExitCode> work)
    {
        var command = new Command(name, description);
        foreach (Option option in options)
            command.Options.Add(option);
        command.Validators.Add(result =>
        {
            foreach (Option option in OfList.Where(option => result.GetResult(option) is { Implicit: false }))
                result.AddError($"{option.Name} is for the list, not for {name}.");
        });
        command.SetAction((parsed, cancellation) => RunAsync(parsed, work, cancellation));
        return command;
    }

    private static void RefuseBoth(SymbolResult result, Option one, Option other)
    {
        if (result.GetResult(one) is { Implicit: false } && result.GetResult(other) is { Implicit: false })
            result.AddError($"{one.Name} and {other.Name} exclude each other.");
    }

    /// <summary>Runs what blocks beside the one who waits for signals, and names the file where the library does not.</summary>
    private static Task<int> RunAsync(
        ParseResult parsed, Func<ParseResult, string, CancellationToken, ExitCode> work, CancellationToken cancellation)
    {
        string path = parsed.GetValue(StorePath)!;
        return CommandTable.GuardAsync(parsed, () => Task.Run(
            () =>
            {
                try
                {
                    return work(parsed, path, cancellation);
                }
                catch (CorruptStoreException e)
                {
                    throw new FatalException(ExitCode.Corrupt, $"{path}: {e.Message}", e);
                }
            },
            CancellationToken.None));
    }
}
