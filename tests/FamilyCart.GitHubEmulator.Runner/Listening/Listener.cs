using System.Runtime.InteropServices;
using FamilyCart.GitHubEmulator.Runner.Output;
using FamilyCart.GitHubEmulator.Runner.Protocol;
using FamilyCart.GitHubEmulator.Runner.Registration;

namespace FamilyCart.GitHubEmulator.Runner.Listening;

/// <summary>
/// <c>Runner.Listener run</c>: opens a session, waits for a job, starts a worker for it. SIGTERM is left to the system, so it ends the
/// process with 143, as measured.
/// </summary>
internal sealed class Listener
{
    private const int PollTimeout = 90_000;

    private readonly RunnerIdentity _registration;
    private readonly Service _service;
    private readonly DiagnosticLog _log;

    // Held while a job is taken on and while the process ends: a signal between the two finds a job or none, never half of one.
    private readonly Lock _turn = new();
    private Session? _session;
    private RunningJob? _job;

    private readonly bool _once;

    private Listener(RunnerIdentity registration, bool once, DiagnosticLog log)
    {
        (_registration, _once, _log) = (registration, once, log);
        _service = new Service(registration.Server);
    }

    public static int Run(string[] args)
    {
        if (args is [_, "--jitconfig", var encoded] && !JitConfiguration.TryWrite(encoded))
        {
            return Terminal.Fail("Failed to deserialize the JIT configuration.");
        }

        if (RunnerIdentity.Read() is not { } registration)
        {
            return Terminal.Fail("An error occurred: Not configured. Run config.(sh/cmd) to configure the runner.");
        }

        using var log = new DiagnosticLog("Runner", "Listener");
        return new Listener(registration, args.Contains("--once"), log).Listen();
    }

    private int Listen()
    {
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
        {
            signal.Cancel = true;
            Interrupt();
        });
        var (session, code) = Session.Open(_service, _registration, _log);
        if (session is null)
        {
            return code;
        }

        _session = session;
        Terminal.Say("\n√ Connected to GitHub\n");
        Terminal.Say($"Current runner version: '{RunnerFolder.Version}'");
        Terminal.SayWithTime("Listening for Jobs");
        _log.Write("Listening for Jobs");
        while (true)
        {
            if (Handle(_service.Send("GET", $"_apis/sessions/{session.Id}/message", timeout: PollTimeout)) is { } end)
            {
                // A job that ends at this very moment ends the process by itself.
                _job?.Wait();
                lock (_turn)
                {
                    return end;
                }
            }
        }
    }

    // Null to go on.
    private int? Handle(Answer answer)
    {
        switch (answer.Status)
        {
            case 200 when answer.Text("kind") == "job" && _once && _job is not null:
                // Left where it is: the service tells the next session of it.
                _log.Write($"Skip message deletion for job request message of job {answer.Text("job_id")}.");
                return null;
            case 200 when answer.Text("kind") == "job":
                return Start(answer.Text("job_id")!);
            case 200 when answer.Text("kind") == "cancel":
                _job?.Cancel("canceled");
                return null;
            case 200 when answer.Text("kind") == "exit":
                _log.Write($"Told to end with {answer.Text("code")}.");
                return int.Parse(answer.Text("code")!, System.Globalization.CultureInfo.InvariantCulture);
            case 200 or 202:
                return null;
            case 404 when answer.Text("code") == "runner_not_found" && _job is not { IsRunning: true }:
                return Gone();
            case 404 when answer.Text("code") == "session_not_found" && _job is not { IsRunning: true }:
                _log.Write("The session has expired.");
                return ExitCode.Retryable;
            default:
                _log.Write($"The service answers {answer.Status}; trying again.");
                Thread.Sleep(_session!.RetryDelay);
                return null;
        }
    }

    private int? Start(string jobId)
    {
        using var turn = _turn.EnterScope();
        var answer = _service.Send("POST", $"_apis/jobs/{jobId}/acquire");
        if (answer.Status == 404)
        {
            return Gone();
        }

        if (!answer.IsSuccess)
        {
            _log.Write($"Job {jobId} is no longer there ({answer.Status}).");
            return null;
        }

        var name = answer.Text("name")!;
        Terminal.SayWithTime($"Running job: {name}");
        _log.Write($"Running job {jobId}");
        _job = RunningJob.Start(answer.Body, name, jobId, _service, Finished);
        return null;
    }

    // On the thread of the job.
    private void Finished(RunningJob job, string result)
    {
        Terminal.SayWithTime($"Job {job.Name} completed with result: {result}");
        _log.Write($"Job {job.Id} completed with result: {result}");
        if (!_registration.Ephemeral && !_once && !job.WasInterrupted)
        {
            return;
        }

        if (_registration.Ephemeral && !job.WasInterrupted)
        {
            RunnerFolder.DeleteRegistration();
        }

        End();
    }

    private int Gone()
    {
        _log.Write("The runner registration has been deleted from the server.");
        Terminal.Say("Failed to create a session. The runner registration has been deleted from the server, please re-configure. Runner registrations are automatically deleted for runners that have not connected to the service recently.");
        RunnerFolder.DeleteRegistration();
        return ExitCode.Done;
    }

    private void Interrupt()
    {
        using var turn = _turn.EnterScope();
        Terminal.Say("Exiting...");
        if (_job is { IsRunning: true } job)
        {
            // The service is told `failed`, and the process ends with the job, as measured.
            job.Interrupt();
            return;
        }

        End();
    }

    private void End()
    {
        lock (_turn)
        {
            if (_session is not null)
            {
                _service.Send("DELETE", $"_apis/sessions/{_session.Id}", timeout: 1_000);
            }

            _log.Write("Runner execution has finished with return code 0");
            Environment.Exit(ExitCode.Done);
        }
    }
}
