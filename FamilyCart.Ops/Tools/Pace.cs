using System.Diagnostics;
using System.Runtime.InteropServices;

namespace FamilyCart.Ops.Tools;

/// <summary>
/// Has a tool and its children rest half of the time. The kernel's idle class alone is not enough: it counts within
/// one group of processes only, and what it runs fills a processor until the next time that work is spread. Disposed of, it lets the tool go on.
/// </summary>
internal sealed class Pace : IAsyncDisposable
{
    private const int Stop = 19;
    private const int Continue = 18;

    // Short enough for nobody who waits for the tool to take it for dead.
    private static readonly TimeSpan s_turn = TimeSpan.FromMilliseconds(50);

    private readonly Process _leader;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _turns;

    /// <param name="leader">It leads a process group of its own, or will in a moment.</param>
    /// <param name="time">Of the turns.</param>
    public Pace(Process leader, TimeProvider time)
    {
        _leader = leader;
        _turns = TakeTurnsAsync(time);
    }

    /// <summary>Lets the tool go on for good.</summary>
    public async Task EndAsync()
    {
        await _end.CancelAsync();
        await _turns;
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _end.Dispose();
    }

    private async Task TakeTurnsAsync(TimeProvider time)
    {
        using var timer = new PeriodicTimer(s_turn, time);
        try
        {
            for (var signal = Stop; await timer.WaitForNextTickAsync(_end.Token); signal = signal == Stop ? Continue : Stop)
            {
                Send(signal);
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody wants it to rest any more.
        }
        finally
        {
            Send(Continue);
        }
    }

    // A group that is not there yet, or not any more, hears nothing; children that outlive their leader go on.
    private void Send(int signal)
    {
        if (signal == Continue || !_leader.HasExited)
        {
            _ = Kill(-_leader.Id, signal);
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
