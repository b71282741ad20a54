using System.Diagnostics;

namespace FamilyCart.GitHubEmulator.Runner.Working;

/// <summary>Hears the listener on the standard input. Its end says only that the listener is gone: the job goes on.</summary>
internal sealed class Cancellation : IDisposable
{
    private readonly ManualResetEventSlim _asked = new();
    private readonly Lock _lock = new();
    private Process? _child;

    /// <summary>The exit code that the listener wants; null while it wants none.</summary>
    public int? Result { get; private set; }

    public void Listen(StreamReader input) => new Thread(() => Read(input)) { IsBackground = true, Name = "Listener" }.Start();

    /// <summary>Waits so long, or until the job is to end.</summary>
    public void Wait(TimeSpan duration) => _asked.Wait(duration);

    /// <summary>Waits for a process, which is killed with all that it started when the job is to end.</summary>
    public void Wait(Process child)
    {
        lock (_lock)
        {
            _child = child;
            if (Result is not null)
            {
                child.Kill(entireProcessTree: true);
            }
        }

        child.WaitForExit();
        lock (_lock)
        {
            _child = null;
        }
    }

    public void Dispose() => _asked.Dispose();

    private void Read(StreamReader input)
    {
        while (input.ReadLine() is { } line)
        {
            if (line.StartsWith("cancel ", StringComparison.Ordinal))
            {
                lock (_lock)
                {
                    Result = line.EndsWith("failed", StringComparison.Ordinal) ? JobResult.Failed : JobResult.Canceled;
                    _asked.Set();
                    _child?.Kill(entireProcessTree: true);
                }
            }
        }
    }
}
