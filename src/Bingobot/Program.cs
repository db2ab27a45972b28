using Bingobot.Commands;

return await CommandTable.RunAsync(args);
