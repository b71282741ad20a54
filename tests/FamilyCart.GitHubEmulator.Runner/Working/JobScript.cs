using System.Text.Json;
using FamilyCart.GitHubEmulator.Runner.Output;
using FamilyCart.GitHubEmulator.Runner.Registration;

namespace FamilyCart.GitHubEmulator.Runner.Working;

/// <summary>The hooks and steps of one job.</summary>
internal sealed class JobScript(JsonElement job, RunnerIdentity registration, Cancellation cancellation, DiagnosticLog log)
{
    public int Run()
    {
        var folder = Path.Combine(RunnerFolder.Root, registration.WorkFolder, Name(job.GetProperty("repository").GetString()!));
        folder = Path.Combine(folder, Path.GetFileName(folder));
        Directory.CreateDirectory(folder);
        var shell = new Shell(JobEnvironment.Of(job, registration, folder), folder, cancellation, log);

        var good = Hook(shell, "ACTIONS_RUNNER_HOOK_JOB_STARTED");
        foreach (var step in job.GetProperty("steps").EnumerateArray())
        {
            if (!good || cancellation.Result is not null)
            {
                break;
            }

            log.Write($"Processing step: {step.GetProperty("name").GetString()}");
            good = JobStep.Run(step, shell, folder, cancellation, log);
        }

        // Where it is cancelled, the real one runs its hook too; ours would be killed at once.
        good = (cancellation.Result is not null || Hook(shell, "ACTIONS_RUNNER_HOOK_JOB_COMPLETED")) && good;
        return cancellation.Result ?? (good ? JobResult.Succeeded : JobResult.Failed);
    }

    private static string Name(string repository) => repository[(repository.IndexOf('/', StringComparison.Ordinal) + 1)..];

    private bool Hook(Shell shell, string variable)
    {
        var path = Environment.GetEnvironmentVariable(variable);
        if (string.IsNullOrEmpty(path))
        {
            return true;
        }

        log.Write($"Running the hook {variable}");
        return File.Exists(path) && shell.Run(path);
    }
}
