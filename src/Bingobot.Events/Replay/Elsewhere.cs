using System.Globalization;

namespace Bingobot.Events;

/// <summary>Runs work on a thread of its own, under a culture.</summary>
internal static class Elsewhere
{
    public static Task<T> RunAsync<T>(CultureInfo culture, ThreadPriority priority, Func<T> work)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            CultureInfo.CurrentCulture = culture;
            CultureInfo.CurrentUICulture = culture;
            try
            {
                result.SetResult(work());
            }
            catch (OperationCanceledException fault)
            {
                result.SetCanceled(fault.CancellationToken);
            }
            catch (Exception fault)
            {
                result.SetException(fault);
            }
        })
        {
            IsBackground = true,
            Name = "replay",
            Priority = priority,
        };
        thread.Start();
        return result.Task;
    }
}
