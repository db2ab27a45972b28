using Bingobot.Commands;

return await CommandTable.RunAsync(args, Console.Out, Console.Error);
