using System.CommandLine;
using System.CommandLine.Parsing;
using Bingobot.Configuration;
using Bingobot.Effects;
using Bingobot.Events;

namespace Bingobot.Commands.Effects;

/// <summary><c>bingobot effects</c>: what is still to be done, what came to nothing, and what is done about that.</summary>
internal static class EffectsCommand
{
    private const int IdLength = 22;

    private static readonly Option<bool> Pending = new("--pending") { Description = "Only effects that have no result yet." };

    private static readonly Option<bool> Dead = new("--dead")
    {
        Description = "Only dead letters: effects that failed for good, or of which it cannot be known whether they were done.",
    };

    private static readonly Argument<string[]> Ids = new("ID")
    {
        Description = "The ids of dead letters, as 'bingobot effects --dead' shows them.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<bool> All = new("--all") { Description = "All dead letters that there are." };

    private static readonly Option<string?> Reason = new("--reason")
    {
        Description = $"Why, for whoever asks later; up to {EffectAct.LongestReason} characters.",
        HelpName = "TEXT",
    };

    public static Command Create()
    {
        var command = new Command("effects", "Show what the bot has yet to do, and what it could not do; also beside a running bot.")
        {
            CommonOptions.Config, CommonOptions.Data, Pending, Dead, CommonOptions.Guild, CommonOptions.Json,
            Act("retry", "Try dead letters again, with the same ids; by the running bot, or at its next start.", discards: false),
            Act("discard", "Strike dead letters off the list; they are not done any more.", discards: true),
        };
        command.SetAction((parsed, cancellation) => CommandTable.GuardAsync(parsed, async () =>
        {
            await ListAsync(parsed, cancellation);
            return ExitCode.Good;
        }));
        return command;
    }

    private static async Task ListAsync(ParseResult parsed, CancellationToken cancellation)
    {
        await using DocumentLog log = StreamFiles.Open(CommandTable.Configuration(parsed));
        StreamSnapshot snapshot = await StreamReplay.RunAsync(log, StreamFiles.Modules(), cancellationToken: cancellation);
        bool both = parsed.GetValue(Pending) == parsed.GetValue(Dead);
        ulong? guild = parsed.GetValue(CommonOptions.Guild);
        TextWriter output = StandardOutput.Buffered(parsed.InvocationConfiguration.Output);
        EffectWriter writer = parsed.GetValue(CommonOptions.Json) ? new JsonEffectWriter(output) : new TextEffectWriter(output);
        if (both || parsed.GetValue(Pending))
        {
            foreach (PendingEffect effect in snapshot.PendingEffects.Where(effect => guild is null || guild == effect.Partition))
                writer.Write(effect);
        }

        if (both || parsed.GetValue(Dead))
        {
            foreach (DeadLetter letter in snapshot.DeadLetters.Where(letter => guild is null || guild == letter.Effect.Partition))
                writer.Write(letter);
        }

        writer.Finish(snapshot);
        await output.FlushAsync(cancellation);
    }

    private static Command Act(string name, string description, bool discards)
    {
        var command = new Command(name, description) { Ids, All, CommonOptions.Config, CommonOptions.Data };
        if (discards)
            command.Options.Add(Reason);
        command.Validators.Add(Validate);
        command.SetAction((parsed, cancellation) => CommandTable.GuardAsync(parsed, async () =>
        {
            var act = new EffectAct(
                parsed.GetValue(All) ? null : [.. parsed.GetValue(Ids)!.Distinct(StringComparer.Ordinal)],
                discards,
                discards ? parsed.GetValue(Reason) ?? "" : "");
            BotConfiguration configuration = CommandTable.Configuration(parsed);
            return await TellAsync(await DeadLetterDesk.DoAsync(configuration, act, cancellation), discards, parsed.InvocationConfiguration);
        }));
        return command;
    }

    private static void Validate(CommandResult result)
    {
        string[] ids = result.GetValue(Ids) ?? [];
        if (result.GetValue(All) == ids.Length > 0)
            result.AddError($"{result.Command.Name}: name the ids of dead letters, or say --all for all of them.");
        if (ids.Length > EffectAct.MostIds)
            result.AddError($"{result.Command.Name}: at most {EffectAct.MostIds} ids are taken at once.");
        if (result.Command.Options.Contains(Reason) && result.GetValue(Reason)?.Length > EffectAct.LongestReason)
            result.AddError($"--reason: at most {EffectAct.LongestReason} characters are allowed.");
        foreach (string id in ids)
        {
            if (id.Length != IdLength || id.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_')))
                result.AddError($"'{(id.Length > 60 ? id[..60] + "…" : id)}' is no id of an effect; an id has {IdLength} letters, digits, '-' or '_'.");
        }
    }

    private static async Task<ExitCode> TellAsync(EffectActResult result, bool discards, InvocationConfiguration io)
    {
        string done = discards ? "discarded" : "pending again";
        foreach (string id in result.Done)
            await io.Output.WriteLineAsync($"{id} {done}");
        if (result.Done.Count == 0 && result.Missing.Count == 0)
            await io.Output.WriteLineAsync("There are no dead letters.");
        foreach (string id in result.Missing)
            await io.Error.WriteLineAsync($"bingobot: {id} is no dead letter. 'bingobot effects --dead' lists them.");
        return result.Missing.Count == 0 ? ExitCode.Good : ExitCode.Usage;
    }
}
