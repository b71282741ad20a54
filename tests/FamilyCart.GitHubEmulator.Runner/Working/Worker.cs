using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using FamilyCart.GitHubEmulator.Runner.Output;
using FamilyCart.GitHubEmulator.Runner.Protocol;
using FamilyCart.GitHubEmulator.Runner.Registration;

namespace FamilyCart.GitHubEmulator.Runner.Working;

/// <summary><c>Runner.Worker</c>: runs one job, whose message comes over the standard input, and tells the service how it ended.</summary>
internal static class Worker
{
    private const int Attempts = 60;

    private const int AttemptPause = 1_000;

    public static int Run()
    {
        // Ctrl+C at a terminal reaches the whole group; it is the listener that decides.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, static signal => signal.Cancel = true);
        using var input = new StreamReader(Console.OpenStandardInput());
        if (input.ReadLine() is not { } message || RunnerIdentity.Read() is not { } registration)
        {
            return JobResult.Failed;
        }

        using var log = new DiagnosticLog("Worker", "Worker");
        using var cancellation = new Cancellation();
        cancellation.Listen(input);
        using var document = JsonDocument.Parse(message);
        var job = document.RootElement;
        log.Write($"Job ID {job.GetProperty("id")}, name {job.GetProperty("name")}");
        var result = new JobScript(job, registration, cancellation, log).Run();
        log.Write($"Job result after all job steps finish: {JobResult.NameOf(result)}");
        Complete(job, registration.Server, result, log);
        Thread.Sleep(JobStep.Hang(job));
        return result;
    }

    private static void Complete(JsonElement job, Uri server, int result, DiagnosticLog log)
    {
        var service = new Service(server) { Token = job.GetProperty("token").GetString() };
        var path = string.Create(CultureInfo.InvariantCulture, $"_apis/jobs/{job.GetProperty("id")}/complete");
        var body = JsonBody.Of(("result", JobResult.NameOf(result)));
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var answer = service.Send("POST", path, body);
            if (answer.Status is >= 200 and < 500)
            {
                log.Write($"Job completion was answered with {answer.Status}.");
                return;
            }

            Thread.Sleep(AttemptPause);
        }
    }
}
