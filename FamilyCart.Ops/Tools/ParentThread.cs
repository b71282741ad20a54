using System.ComponentModel;
using System.Diagnostics;

namespace FamilyCart.Ops.Tools;

/// <summary>
/// Starts programs that are to end with this one. Linux sends a death signal when the thread ends that started the program, and threads of
/// the pool end whenever they have nothing to do; so a thread of its own starts it and waits as long as it runs.
/// </summary>
internal static class ParentThread
{
    /// <exception cref="Win32Exception">There is no such program.</exception>
    public static void Start(Process process)
    {
        using var started = new ManualResetEventSlim();
        Win32Exception? fault = null;
        var id = 0;
        var thread = new Thread(() =>
        {
            try
            {
                process.Start();
                id = process.Id;
            }
            catch (Win32Exception exception)
            {
                fault = exception;
            }

            started.Set();
            if (fault is null)
            {
                WaitForEnd(id);
            }
        })
        {
            IsBackground = true,
            Name = "parent of a program",
        };
        thread.Start();
        started.Wait();
        if (fault is not null)
        {
            throw fault;
        }
    }

    // Its own handle: the caller disposes of the other one when it likes.
    private static void WaitForEnd(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.WaitForExit();
        }
        catch (ArgumentException)
        {
            // It has ended already.
        }
    }
}
