using System.CommandLine;
using Bingobot.Benchmarks.Cli;
using Bingobot.Benchmarks.Gateway.Clients;
using Bingobot.Benchmarks.Gateway.Server;

RootCommand command = new MeasureCommand().Command();
command.Subcommands.Add(KilledWriter.Command());
command.Subcommands.Add(KilledPublisher.Command());
command.Subcommands.Add(ProveChecksCommand.Command());
command.Subcommands.Add(GatewayServerProcess.Command());
command.Subcommands.Add(GatewayClientCommand.Command());
command.Subcommands.Add(ReadingClientCommand.Command());
command.Subcommands.Add(BotCommand.Command());

// A contender's name may begin with @, which would be a file of arguments otherwise.
return await command.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null }).InvokeAsync();
