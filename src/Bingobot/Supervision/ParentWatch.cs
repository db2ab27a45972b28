namespace Bingobot.Supervision;

/// <summary>Sees to it that a bot does not outlive its supervisor, however that ended.</summary>
internal static class ParentWatch
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);

    /// <summary>From when this returns on, the process is killed once its supervisor is gone.</summary>
    /// <param name="supervisor">The supervisor's process id.</param>
    public static void Start(int supervisor)
    {
        using var watching = new ManualResetEventSlim();
        var thread = new Thread(() => Watch(supervisor, watching)) { IsBackground = true, Name = "parent watch" };
        thread.Start();
        watching.Wait();
    }

    /// <summary>
    /// The thread stays, since what Linux promises is bound to it; elsewhere, and where the supervisor was gone already, it looks
    /// itself.
    /// </summary>
    private static void Watch(int supervisor, ManualResetEventSlim watching)
    {
        if (OperatingSystem.IsLinux())
            Native.DieWithParent();
        bool isGone = Native.Parent() != supervisor;
        watching.Set();
        using var never = new ManualResetEventSlim();
        while (!isGone)
        {
            never.Wait(Step);
            isGone = Native.Parent() != supervisor;
        }

        Native.Send(Environment.ProcessId, Native.Sigkill);
    }
}
