using System.CommandLine;
using Bingobot.Benchmarks.Cli;

RootCommand command = new MeasureCommand().Command();
command.Subcommands.Add(KilledWriter.Command());
return command.Parse(args).Invoke();
