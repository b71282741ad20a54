using System.CommandLine;
using System.Globalization;
using FamilyCart.Ops.Jobs;
using FamilyCart.Ops.Output;
using FamilyCart.Ops.Repository;
using FamilyCart.Ops.Settings;
using Spectre.Console;

namespace FamilyCart.Ops.Commands;

/// <summary>Commands that write to the repository, and the one that lists it.</summary>
internal static class BackupCommands
{
    public static IEnumerable<Command> Create() => [Backup(), RestorePointCommand.Create(), List(), Adopt()];

    private static Command Backup()
    {
        var kind = new Option<JobKind>("--kind")
        {
            Description = "full, differential or dump.",
            DefaultValueFactory = _ => JobKind.Full,
        };
        kind.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<JobKind>() is JobKind.Drill or JobKind.PastDrill or JobKind.DumpCopy)
            {
                result.AddError("--kind must be full, differential or dump; drills have a command of their own: ops drill");
            }
        });
        return new Command("backup", "Makes a backup now.") { kind }.Works(async (result, services, output, token) =>
            ShowJob(await BackUpAsync(result.GetValue(kind), services, output, token), output));
    }

    private static async Task<JobResult> BackUpAsync(JobKind kind, IServiceProvider services, OpsOutput output, CancellationToken cancellationToken)
    {
        var jobs = services.GetRequiredService<JobRunner>();
        var made = await jobs.RunAsync(kind, restorePoint: null, output, cancellationToken);
        if (made is not { Job: JobKind.Dump, Fault: null } || services.GetRequiredService<BackupSettings>().Copy is null)
        {
            return made;
        }

        // The service may have begun to copy it already.
        var copied = await jobs.RunAsync(JobKind.DumpCopy, restorePoint: null, output, cancellationToken);
        return copied.Outcome is ExitCode.Done or ExitCode.Busy ? made : made with { Outcome = copied.Outcome, Fault = copied.Fault };
    }

    private static Command List()
    {
        var from = new Option<BackupSource?>("--from") { Description = "repository, or copy: one of them alone, also where the copy is of another server." };
        return new Command("list", "Shows what can be restored.") { from }.Works((result, services, output, token) => ListAsync(result.GetValue(from), services, output, token));
    }

    private static async Task<ExitCode> ListAsync(BackupSource? source, IServiceProvider services, OpsOutput output, CancellationToken cancellationToken)
    {
        if (source == BackupSource.Copy && services.GetRequiredService<BackupSettings>().Copy is null)
        {
            return output.Refuse(ExitCode.Usage, Restoring.Restorer.NoCopy);
        }

        var (catalogue, fault) = await services.GetRequiredService<BackRest>().ReadAsync(source, cancellationToken);
        if (catalogue is null)
        {
            return output.Refuse(ExitCode.Failed, $"{(source == BackupSource.Copy ? "The copy" : "The repository")} cannot be read: {RepositoryRemedy.Of(fault!)}");
        }

        var dumps = Dumps.DumpNames.In(new BackupFolders(services.GetRequiredService<BackupSettings>().Folder).Dumps);
        return output.Result(new { catalogue.Backups, catalogue.LastSegment, Dumps = dumps }, console => Show(console, catalogue, dumps));
    }

    private static Command Adopt() => new Command("adopt-server", "Has the repository go on with another server that took the old one's place; what it holds stays.").Works(async (_, services, output, token) =>
    {
        if (services.GetRequiredService<BackRest>().Prepare() is { } other)
        {
            return output.Refuse(ExitCode.Usage, other);
        }

        var settings = services.GetRequiredService<BackupSettings>();
        using var turn = OpsLock.TryTake(settings);
        if (turn is null)
        {
            return output.Refuse(ExitCode.Busy, JobRunner.Busy);
        }

        await settings.Connection.ChooseAsync(token);
        var (begunAnew, fault) = await output.StepAsync("Making the server known", () => services.GetRequiredService<RepositoryStart>().AdoptServerAsync(token));
        return fault is not null ? output.Refuse(ExitCode.Failed, fault) : output.Result(new { adopted = true, begunAnew }, console =>
        {
            foreach (var place in begunAnew)
            {
                console.WriteLine($"Begun anew, for it held nothing: {place}.");
            }

            console.WriteLine("Its log is archived from now on; make a base backup with: ops backup");
        });
    });

    internal static ExitCode ShowJob(JobResult job, OpsOutput output) => job.Fault is not null && job.Drill is null
        ? output.Refuse(job.Outcome, job.Fault)
        : output.Result(job, console => console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{job.Made} made in {job.Seconds:0.0} s")), job.Outcome);

    private static void Show(IAnsiConsole console, Catalogue catalogue, IReadOnlyList<string> dumps)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("base backup", "in", "kind", "ended (UTC)", "server, MB", "stored, MB", "restore point");
        foreach (var backup in catalogue.Backups)
        {
            table.AddRow(
                backup.Label,
                backup.In.ToString().ToLowerInvariant(),
                backup.Kind.ToString().ToLowerInvariant(),
                backup.EndedAt.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                Megabytes(backup.Bytes),
                Megabytes(backup.StoredBytes),
                Markup.Escape(backup.RestorePoint ?? ""));
        }

        console.Write(table);
        console.WriteLine($"Log archived up to segment {catalogue.LastSegment ?? "none"}.");
        console.WriteLine(dumps.Count == 0 ? "No dumps." : $"Dumps: {string.Join(", ", dumps)}");
    }

    private static string Megabytes(long bytes) => (bytes / 1e6).ToString("0.0", CultureInfo.InvariantCulture);
}
