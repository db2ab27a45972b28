using System.Collections.Immutable;
using System.CommandLine;
using Bingobot.Configuration;
using Bingobot.Events;

namespace Bingobot.Commands;

/// <summary><c>bingobot events</c>: what happened.</summary>
internal static class EventsCommand
{
    private const int MostHeld = 1_000_000;

    private static readonly TimeSpan FollowInterval = TimeSpan.FromMilliseconds(250);

    private static readonly Option<string[]> Type = new("--type")
    {
        Description = "Only events of this type; may be given more than once.",
        HelpName = "TYPE",
    };

    private static readonly Option<string[]> Where = new("--where")
    {
        Description = "Only events whose data has this value: name=value, nested names with dots; may be given more than once.",
        HelpName = "K=V",
    };

    private static readonly Option<long?> From =
        CommonOptions.Whole("--from", "S", "Only from this sequence on.", 1, long.MaxValue);

    private static readonly Option<long?> To =
        CommonOptions.Whole("--to", "S", "Only up to this sequence, inclusive.", 1, long.MaxValue);

    private static readonly Option<DateTimeOffset?> Since =
        CommonOptions.Moment("--since", "Only from this time on.");

    private static readonly Option<DateTimeOffset?> Until =
        CommonOptions.Moment("--until", "Only up to this time, inclusive.");

    private static readonly Option<long?> Last =
        CommonOptions.Whole("--last", "N", "Only the last N that match, 1 to 1,000,000.", 1, MostHeld);

    private static readonly Option<long?> Limit =
        CommonOptions.Whole("--limit", "N", "At most N, in the order in which they are shown.", 1, long.MaxValue);

    private static readonly Option<bool> NewestFirst = new("--newest-first") { Description = "The newest event first." };

    private static readonly Option<bool> Follow = new("--follow") { Description = "Go on with the events to come." };

    public static Command Create()
    {
        var command = new Command("events", "Show what happened; also beside a running bot.")
        {
            CommonOptions.Config, CommonOptions.Data, Type, CommonOptions.Guild, Where, From, To, Since, Until, Last, Limit,
            NewestFirst, Follow, CommonOptions.Json,
        };
        Where.Validators.Add(result =>
        {
            foreach (string pair in result.Tokens.Select(token => token.Value))
            {
                if (pair.IndexOf('=', StringComparison.Ordinal) < 1)
                    result.AddError($"--where: '{pair}' is not of the form name=value.");
            }
        });
        command.Validators.Add(result =>
        {
            if (result.GetValue(Follow) && (result.GetValue(NewestFirst) || result.GetResult(Limit) is not null))
                result.AddError("--follow goes on with the events to come; it cannot be combined with --newest-first or --limit.");
            if (result.GetResult(Last) is not null && result.GetResult(Limit) is not null)
                result.AddError("--last and --limit cannot be combined; --last N --newest-first shows the last N, the newest first.");
        });
        command.SetAction((parsed, cancellation) => CommandTable.GuardAsync(parsed, async () =>
        {
            BotConfiguration configuration = CommandTable.Configuration(parsed);
            TextWriter output = StandardOutput.Buffered(parsed.InvocationConfiguration.Output);
            EventWriter writer = parsed.GetValue(CommonOptions.Json) ? new JsonEventWriter(output) : new TextEventWriter(output);
            await ShowAsync(configuration, Filter(parsed), parsed.GetValue(Last), parsed.GetValue(Follow), writer, cancellation);
            return ExitCode.Good;
        }));
        return command;
    }

    private static EventFilter Filter(ParseResult parsed)
    {
        string[] types = parsed.GetValue(Type) ?? [];
        return new EventFilter
        {
            Types = types.Length == 0 ? null : types.ToImmutableHashSet(StringComparer.Ordinal),
            Partition = parsed.GetValue(CommonOptions.Guild),
            FromSequence = parsed.GetValue(From) ?? 1,
            ToSequence = parsed.GetValue(To) ?? long.MaxValue,
            FromTime = parsed.GetValue(Since) ?? DateTimeOffset.MinValue,
            ToTime = parsed.GetValue(Until) ?? DateTimeOffset.MaxValue,
            Where = [.. (parsed.GetValue(Where) ?? []).Select(Pair)],
            NewestFirst = parsed.GetValue(NewestFirst),
            Limit = parsed.GetValue(Limit),
        };
    }

    private static KeyValuePair<string, string> Pair(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        return new KeyValuePair<string, string>(text[..equals], text[(equals + 1)..]);
    }

    private static async Task ShowAsync(
        BotConfiguration configuration, EventFilter filter, long? last, bool follow, EventWriter writer, CancellationToken stop)
    {
        try
        {
            long next = await ShowStoredAsync(configuration, filter, last, writer, stop);
            while (follow)
            {
                await Task.Delay(FollowInterval, TimeProvider.System, stop);
                next = await ShowStoredAsync(configuration, filter with { FromSequence = next }, null, writer, stop);
            }
        }
        catch (OperationCanceledException) when (follow && stop.IsCancellationRequested)
        {
            // Ctrl+C is how one stops following.
            return;
        }
    }

    /// <returns>The first sequence that has not been looked at.</returns>
    private static async Task<long> ShowStoredAsync(
        BotConfiguration configuration, EventFilter filter, long? last, EventWriter writer, CancellationToken stop)
    {
        await using DocumentLog log = StreamFiles.Open(configuration);
        if (last is { } most)
            await ShowLastAsync(log, filter, most, writer, stop);
        else
        {
            await foreach (Recorded e in log.MatchAsync(filter, stop))
                writer.Write(e);
        }

        await writer.FlushAsync();
        return Math.Max(filter.FromSequence, log.LastSequence + 1);
    }

    /// <summary>The last ones are found from the end; in the usual order, they are held until the first of them is known.</summary>
    private static async Task ShowLastAsync(
        DocumentLog log, EventFilter filter, long most, EventWriter writer, CancellationToken stop)
    {
        var held = new Stack<Recorded>();
        await foreach (Recorded e in log.MatchAsync(filter with { NewestFirst = true, Limit = most }, stop))
        {
            if (filter.NewestFirst)
                writer.Write(e);
            else
                held.Push(e);
        }

        foreach (Recorded e in held)
            writer.Write(e);
    }
}
