using System.CommandLine;

namespace Bingobot.Commands;

/// <summary><c>bingobot verify</c>: reads every byte, checks the chains, replays twice and compares.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var command = new Command("verify", "Prove that what is stored is sound and that replay reproduces the state.")
        {
            CommonOptions.Config, CommonOptions.Data,
        };
        command.SetAction((parsed, cancellation) => CommandTable.GuardAsync(parsed, () =>
            new Verification(CommandTable.Configuration(parsed), parsed.InvocationConfiguration).RunAsync(cancellation)));
        return command;
    }
}
