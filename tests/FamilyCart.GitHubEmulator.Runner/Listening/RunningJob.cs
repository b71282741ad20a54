using System.Diagnostics;
using System.Globalization;
using FamilyCart.GitHubEmulator.Runner.Output;
using FamilyCart.GitHubEmulator.Runner.Protocol;
using FamilyCart.GitHubEmulator.Runner.Working;

namespace FamilyCart.GitHubEmulator.Runner.Listening;

/// <summary>A job in its worker, a process of its own that outlives the listener.</summary>
internal sealed class RunningJob
{
    private const int RenewInterval = 60_000;

    private readonly Process _worker;
    private readonly Thread _watch;

    private RunningJob(Process worker, string name, string id, Service service, Action<RunningJob, string> finished)
    {
        (_worker, Name, Id) = (worker, name, id);
        _watch = new Thread(() => Watch(service, finished)) { Name = "Job" };
    }

    public string Name { get; }

    public string Id { get; }

    public bool IsRunning { get; private set; } = true;

    public bool WasInterrupted { get; private set; }

    /// <param name="message">The job as the service gave it.</param>
    /// <param name="name">Its name.</param>
    /// <param name="id">Its id.</param>
    /// <param name="service">Where it is renewed.</param>
    /// <param name="finished">Gets the result by its name; on the thread of the job.</param>
    public static RunningJob Start(byte[] message, string name, string id, Service service, Action<RunningJob, string> finished)
    {
        var worker = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Runner.Worker"), ["spawnclient", "0", "1"])
        {
            RedirectStandardInput = true,

            // Who reads the listener's output must not wait for the end of a worker that outlives it.
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = RunnerFolder.Root,
        })!;
        worker.OutputDataReceived += Pass;
        worker.ErrorDataReceived += Pass;
        worker.BeginOutputReadLine();
        worker.BeginErrorReadLine();
        var input = worker.StandardInput.BaseStream;
        input.Write(message);
        input.Write("\n"u8);
        input.Flush();
        var job = new RunningJob(worker, name, id, service, finished);
        job._watch.Start();
        return job;
    }

    /// <summary>Tells the worker to end the job with this result; it does so within seconds.</summary>
    public void Cancel(string result)
    {
        try
        {
            _worker.StandardInput.WriteLine(string.Create(CultureInfo.InvariantCulture, $"cancel {result}"));
            _worker.StandardInput.Flush();
        }
        catch (IOException)
        {
            // It has ended meanwhile.
        }
    }

    public void Interrupt()
    {
        WasInterrupted = true;
        Cancel("failed");
    }

    public void Wait() => _watch.Join();

    private static void Pass(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is not null)
        {
            Terminal.Say(line.Data);
        }
    }

    private void Watch(Service service, Action<RunningJob, string> finished)
    {
        while (!_worker.WaitForExit(RenewInterval))
        {
            service.Send("POST", $"_apis/jobs/{Id}/renew");
        }

        IsRunning = false;
        finished(this, JobResult.NameOf(_worker.ExitCode));
    }
}
