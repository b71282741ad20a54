using System.CommandLine;
using FamilyCart.Ops.Jobs;
using FamilyCart.Ops.Output;
using FamilyCart.Ops.Restoring;
using FamilyCart.Ops.Settings;
using FamilyCart.Ops.Tools;
using Spectre.Console;

namespace FamilyCart.Ops.Commands;

/// <summary>The way back from what is about to be done.</summary>
internal static class RestorePointCommand
{
    // A drill or a full base backup may be at it.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan s_longest = TimeSpan.FromHours(2);
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_flush = TimeSpan.FromMinutes(2);

    public static Command Create()
    {
        var name = new Argument<string?>("NAME")
        {
            Description = "Such as the deployment's id: a letter, then letters, digits, dots, dashes and underscores, 63 at most.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        name.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && RestoreTarget.Parse(text) is not { RestorePoint: not null })
            {
                result.AddError("NAME must be a letter, then letters, digits, dots, dashes and underscores, 63 at most, and neither 'latest' nor a time.");
            }
        });
        var before = new Option<string[]>("--before")
        {
            Description = "As a deployment has it: named after the tags of these images, made once, and after whatever else is at it.",
            AllowMultipleArgumentsPerToken = true,
        };
        var migrates = new Option<string[]>("--migrates")
        {
            Description = "DATABASE=PROGRAM: likewise, named after the newest migration of the program that its database has not had; none is made where there is none.",
            AllowMultipleArgumentsPerToken = true,
        };
        var command = new Command("restore-point", "Makes a base backup and sets a restore point after it, as before a migration.") { name, before, migrates };
        command.Validators.Add(result =>
        {
            if (new[] { result.GetValue(name) is not null, result.GetValue(before) is { Length: > 0 }, result.GetValue(migrates) is { Length: > 0 } }.Count(given => given) != 1)
            {
                result.AddError("Give one of NAME, --before IMAGE and --migrates DATABASE=PROGRAM.");
            }
            else if (result.GetValue(migrates) is { } programs && programs.Any(program => program.IndexOf('=', StringComparison.Ordinal) < 1))
            {
                result.AddError("--migrates is DATABASE=PROGRAM, such as familycart=FamilyCart.Api.dll.");
            }
        });
        return command.Works(
            // Deployment and service have the same settings, and whichever comes first writes them down.
            result => result.GetValue(name) is null,
            (result, services, output, token) =>
                result.GetValue(before) is { Length: > 0 } images ? InTimeAsync(DeploymentName.Of(images), services, output, token)
                : result.GetValue(migrates) is { Length: > 0 } programs ? BeforeMigrationAsync(programs, services, output, token)
                : SetAsync(result.GetValue(name)!, services, output, token));
    }

    private static async Task<ExitCode> BeforeMigrationAsync(IEnumerable<string> programs, IServiceProvider services, OpsOutput output, CancellationToken token)
    {
        List<string> newest = [];
        try
        {
            foreach (var pair in programs.Select(program => program.Split('=', 2)))
            {
                newest.AddRange(await PendingMigrations.NewestAsync(services.GetRequiredService<BackupSettings>(), pair[0], pair[1], token) is { } migration ? [migration] : []);
            }
        }
        catch (Exception exception) when (exception.IsServerAway() || exception is BadImageFormatException)
        {
            return output.Refuse(ExitCode.Failed, $"It is not known what is to be migrated: {exception.Message}");
        }

        if (newest.Count == 0)
        {
            return output.Result(new { restorePoint = (string?)null }, console => console.WriteLine("No restore point is set: there is nothing to migrate, or nothing yet to come back to."));
        }

        // One that was set before is of a migration that failed; people may have worked since.
        var point = DeploymentName.OfTags(newest);
        for (var time = 2; await IsKnownAsync(point, services, token); time++)
        {
            point = DeploymentName.OfTags([.. newest, $"{time}"]);
        }

        var outcome = await InTimeAsync(point, services, output, token);
        return outcome == ExitCode.Done ? outcome : output.Refuse(outcome, "Nothing is migrated without it. To migrate all the same: Backup:RestorePoint=false");
    }

    // A store that hangs must not hold a deployment for ever.
    private static async Task<ExitCode> InTimeAsync(string point, IServiceProvider services, OpsOutput output, CancellationToken token)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        limit.CancelAfter(s_longest);
        try
        {
            return await OnceAsync(point, services, output, limit.Token);
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            return output.Refuse(ExitCode.Failed, $"The restore point {point} was given up after {s_longest.TotalHours:0} h.");
        }
    }

    private static async Task<ExitCode> OnceAsync(string point, IServiceProvider services, OpsOutput output, CancellationToken token)
    {
        if (await IsKnownAsync(point, services, token))
        {
            return output.Result(new { restorePoint = point, backup = (string?)null }, console => console.WriteLine($"Restore point {point} was set before; it is not set again, for a migration may have come after it."));
        }

        var time = services.GetRequiredService<TimeProvider>();
        for (var started = time.GetTimestamp(); ; await Task.Delay(s_pause, time, token))
        {
            var waits = time.GetElapsedTime(started) < s_patience;
            var outcome = await SetAsync(point, services, output, token, mayBeBusy: waits);
            if (outcome != ExitCode.Busy || !waits)
            {
                return outcome;
            }
        }
    }

    // Set again after its migration, it would lead there. Whether its base backup is still kept, ops list tells.
    private static async Task<bool> IsKnownAsync(string point, IServiceProvider services, CancellationToken token)
    {
        try
        {
            return await RestorePoints.IsNotedAsync(services.GetRequiredService<BackupSettings>(), point, token);
        }
        catch (Exception exception) when (exception.IsServerAway())
        {
            // The backup itself will say so.
            return false;
        }
    }

    private static async Task<ExitCode> SetAsync(string point, IServiceProvider services, OpsOutput output, CancellationToken token, bool mayBeBusy = false)
    {
        var job = await services.GetRequiredService<JobRunner>().RunAsync(JobKind.Differential, point, output, token);
        if (job.Outcome != ExitCode.Done)
        {
            return mayBeBusy && job.Outcome == ExitCode.Busy ? ExitCode.Busy : BackupCommands.ShowJob(job, output);
        }

        var settings = services.GetRequiredService<BackupSettings>();
        try
        {
            await RestorePoints.SetAsync(settings, point, token);
            if (!await output.StepAsync("Waiting until it is archived", () => ArchiveFlush.TryAsync(settings, s_flush, token)))
            {
                return output.Refuse(ExitCode.Failed, $"The restore point {point} is set, but its part of the log does not reach the archive; see the server's log.");
            }

            await RestorePoints.NoteAsync(settings, point, token);
        }
        catch (Exception exception) when (exception.IsServerAway())
        {
            return output.Refuse(ExitCode.Failed, $"The backup {job.Made} was made, but the restore point could not be set: {exception.Message}");
        }

        return output.Result(new { restorePoint = point, backup = job.Made, job.Seconds }, console =>
            console.WriteLine($"Restore point {point} is set after base backup {job.Made}. The way back: ops restore --to {point} --into FOLDER"));
    }
}
