using System.CommandLine;
using System.Globalization;
using FamilyCart.Ops.Drills;
using FamilyCart.Ops.Jobs;
using FamilyCart.Ops.Repository;
using FamilyCart.Ops.Restoring;
using FamilyCart.Ops.Settings;
using Spectre.Console;

namespace FamilyCart.Ops.Commands;

/// <summary>Commands that bring data back.</summary>
internal static class RestoreCommands
{
    public static IEnumerable<Command> Create() => [Restore(), Switch(), Drill()];

    private static Command Restore()
    {
        var to = new Option<string>("--to") { Description = "latest, a time such as 2026-11-22T10:15:00Z, or a restore point.", Required = true };
        to.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is { } text && RestoreTarget.Parse(text) is null)
            {
                result.AddError($"--to is '{text}'; it must be latest, a time such as 2026-11-22T10:15:00Z, or the name of a restore point.");
            }
        });
        var from = new Option<BackupSource>("--from") { Description = "repository, or copy: that of Backup:Copy.", DefaultValueFactory = _ => BackupSource.Repository };
        var into = new Option<DirectoryInfo>("--into") { Description = "A new folder on the server's disk.", Required = true };
        return new Command("restore", "Restores into a new folder, never over a living server's.") { to, from, into }.Works(async (result, services, output, token) =>
        {
            var settings = services.GetRequiredService<BackupSettings>();
            using var turn = OpsLock.TryTake(settings);
            if (turn is null)
            {
                return output.Refuse(ExitCode.Busy, JobRunner.Busy);
            }

            var restored = await services.GetRequiredService<Restorer>().RestoreAsync(RestoreTarget.Parse(result.GetValue(to)!)!, result.GetValue(from), result.GetValue(into)!.FullName, output, token);
            return restored.Outcome != ExitCode.Done
                ? output.Refuse(restored.Outcome, restored.Reason!)
                : output.Result(restored, console => console.WriteLine(
                    $"Restored {restored.Target} from base backup {restored.Backup} into {restored.Folder}.\nThe living server is as it was. To put this in its place, stop it and run: ops switch --to {restored.Folder}"));
        });
    }

    private static Command Switch()
    {
        var to = new Option<DirectoryInfo>("--to") { Description = "A folder that ops restore has made.", Required = true };
        var yes = new Option<bool>("--yes") { Description = "Without asking." };
        var blind = new Option<bool>("--without-repository") { Description = "Also where the repository cannot be read, and nobody knows whether another restored server has gone on since." };
        return new Command("switch", "Puts a restored folder in the place of a stopped server's, which is kept beside it.") { to, yes, blind }.Works(async (result, services, output, token) =>
        {
            var settings = services.GetRequiredService<BackupSettings>();
            var folder = result.GetValue(to)!.FullName;
            if (await ServerSwitch.FaultAsync(settings, folder, token) is { } fault)
            {
                return output.Refuse(ExitCode.TargetTaken, fault);
            }

            if (!result.GetValue(yes) && (Console.IsInputRedirected || !AnsiConsole.Confirm($"Put {folder} in the place of {settings.DataFolder}?", defaultValue: false)))
            {
                return output.Refuse(ExitCode.Usage, "Nothing was changed. Without a terminal, --yes says that it is meant.");
            }

            using var turn = OpsLock.TryTake(settings);
            if (turn is null)
            {
                return output.Refuse(ExitCode.Busy, JobRunner.Busy);
            }

            var (catalogue, unreadable) = await services.GetRequiredService<BackRest>().ReadAsync(token);
            if (catalogue is null && !result.GetValue(blind))
            {
                return output.Refuse(ExitCode.Failed, $"The repository cannot be read, so nobody knows whether another restored server has gone on since: {unreadable!.Reason}. --without-repository says that it is meant.");
            }

            if (await ServerSwitch.FaultAsync(settings, folder, token) is { } since)
            {
                return output.Refuse(ExitCode.TargetTaken, since);
            }

            if (catalogue is not null && ServerSwitch.Overtaken(catalogue, folder) is { } overtaken)
            {
                return output.Refuse(ExitCode.TargetTaken, overtaken);
            }

            var kept = ServerSwitch.Do(settings, folder, services.GetRequiredService<TimeProvider>().GetUtcNow());
            return output.Result(new { settings.DataFolder, kept }, console => console.WriteLine(
                $"Done. The data before are in {kept}.\n1. Start the server.\n2. Make a base backup, for the log goes on under another timeline: ops backup\n3. When all is well, remove {kept}; to undo this, restore to a time before it and switch to that."));
        });
    }

    private static Command Drill()
    {
        var past = new Option<bool>("--past") { Description = "To a random past moment instead of the end of the archive, from the copy where there is one." };
        return new Command("drill", "Restores the newest backup into an instance that is thrown away, and measures what would be lost and for how long.") { past }.Works(async (result, services, output, token) =>
        {
            var job = await services.GetRequiredService<JobRunner>().RunAsync(result.GetValue(past) ? JobKind.PastDrill : JobKind.Drill, restorePoint: null, output, token);
            return job.Drill is not { } drill ? output.Refuse(job.Outcome, job.Fault!) : output.Result(drill, console => Show(console, drill), job.Outcome);
        });
    }

    private static void Show(IAnsiConsole console, DrillResult drill)
    {
        console.WriteLine($"Drill to {drill.Target} from base backup {drill.Backup ?? "none"}{(drill.From == BackupSource.Copy ? " of the copy" : "")}: {(drill.Succeeded ? "succeeded" : "FAILED")}");
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  work lost (RPO)     {drill.RecoveryPoint:0.0} s"));
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  time to serve (RTO) {drill.RecoveryTime:0.0} s"));
        foreach (var (database, tables) in drill.Databases)
        {
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {database}: {tables.Values.Sum()} rows in {tables.Count} tables"));
        }

        Lines("ok", drill.Checks);
        Lines("not checked", drill.Skipped);
        Lines("FAULT", drill.Faults);

        void Lines(string mark, IEnumerable<string> lines)
        {
            foreach (var line in lines)
            {
                console.WriteLine($"  {mark,-11} {line}");
            }
        }
    }
}
