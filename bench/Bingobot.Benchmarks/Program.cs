using System.CommandLine;
using Bingobot.Benchmarks.Cli;

RootCommand command = new MeasureCommand().Command();
command.Subcommands.Add(KilledWriter.Command());
command.Subcommands.Add(KilledPublisher.Command());
command.Subcommands.Add(ProveChecksCommand.Command());
return command.Parse(args).Invoke();
