using System.Runtime.InteropServices;

namespace Bingobot.Supervision;

/// <summary>What .NET does not offer of a Unix system's processes and signals.</summary>
internal static partial class Native
{
    public const int Sigkill = 9;
    public const int Sigterm = 15;

    /// <summary>What a shell adds to a signal's number where that ended a process.</summary>
    public const int SignalExit = 128;

    private const int SetParentDeathSignal = 1;

    /// <summary>Sends a signal; whether there was a process to get it.</summary>
    public static bool Send(int process, int signal) => Kill(process, signal) == 0;

    /// <summary>The process that started this one; another once that is gone.</summary>
    public static int Parent() => GetParentProcess();

    /// <summary>From now on the system sends SIGKILL to this process when its parent is gone. Holds as long as the calling
    /// thread lives. Linux only.</summary>
    public static void DieWithParent() => _ = Prctl(SetParentDeathSignal, Sigkill, 0, 0, 0);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "getppid")]
    private static partial int GetParentProcess();

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int Prctl(int option, nuint argument2, nuint argument3, nuint argument4, nuint argument5);
}
