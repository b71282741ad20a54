using System.Collections.Concurrent;
using System.Diagnostics;

namespace FamilyCart.Testing.Processes;

/// <summary>
/// The one thread that starts server processes. Linux sends a process its parent-death signal when the thread that
/// forked it ends, and a pool thread may end at any time: this one lives as long as the test process.
/// </summary>
internal static class ParentThread
{
    private static readonly BlockingCollection<Action> _work = StartThread();

    internal static Task<Process> StartAsync(ProcessStartInfo startInfo)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() => Start(startInfo, started));
        return started.Task;
    }

    private static void Start(ProcessStartInfo startInfo, TaskCompletionSource<Process> started)
    {
        try
        {
            started.SetResult(Process.Start(startInfo) ?? throw new InvalidOperationException($"{startInfo.FileName} did not start."));
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            started.SetException(exception);
        }
    }

    private static BlockingCollection<Action> StartThread()
    {
        var work = new BlockingCollection<Action>();
        new Thread(() =>
        {
            foreach (var action in work.GetConsumingEnumerable())
            {
                action();
            }
        })
        { IsBackground = true, Name = "Parent of test servers" }.Start();
        return work;
    }
}
