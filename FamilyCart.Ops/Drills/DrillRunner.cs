using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using FamilyCart.Ops.Dumps;
using FamilyCart.Ops.Output;
using FamilyCart.Ops.Repository;
using FamilyCart.Ops.Restoring;
using FamilyCart.Ops.Settings;
using FamilyCart.Ops.Tools;
using Npgsql;

namespace FamilyCart.Ops.Drills;

/// <summary>
/// Restores the newest backup into an instance that is thrown away, and looks whether it is worth anything. The stopwatch runs until the
/// API has answered from restored data; what is checked afterwards costs no user time.
/// </summary>
internal sealed class DrillRunner(BackupSettings settings, BackRest repository, TimeProvider time)
{
    private const string Prefix = "drill-";

    // The restored server, the dump restored beside it, and what it writes on the way.
    private const double Copies = 2.5;

    private readonly BackupFolders _folders = new(settings.Folder);
    private readonly ToolAccount _account = ToolAccount.For(settings.Account);

    /// <param name="kind">What is restored to.</param>
    /// <param name="output">Hears the steps.</param>
    /// <param name="cancellationToken">Ends it; nothing is left.</param>
    [SuppressMessage("Design", "CA1031", Justification = "Whatever it is, what should come back did not, and that is what a drill is to find.")]
    public async Task<DrillResult> RunAsync(DrillKind kind, OpsOutput output, CancellationToken cancellationToken)
    {
        // Every day what a restore begins with, once a week what is left when that is gone.
        var report = new DrillReport(kind, time.GetUtcNow()) { From = kind == DrillKind.Past && settings.Copy is not null ? BackupSource.Copy : BackupSource.Repository };
        var folder = Path.Combine(_folders.Work, $"{Prefix}{Guid.NewGuid():N}");
        try
        {
            await RemoveLeftoversAsync();
            await RunAsync(kind, folder, report, output, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            report.Check("", exception.IsServerAway() || exception is IOException or UnauthorizedAccessException ? exception.Message : $"{exception.GetType().Name}: {exception.Message}");
        }
        finally
        {
            await AccountFolder.RemoveAsync(folder, _account);
        }

        return report.Result();
    }

    private async Task RunAsync(DrillKind kind, string folder, DrillReport report, OpsOutput output, CancellationToken cancellationToken)
    {
        var stopwatch = time.GetTimestamp();
        var (catalogue, unreadable) = await repository.ReadAsync(report.From, cancellationToken);
        if (report.From == BackupSource.Copy && catalogue is { Backups: [] })
        {
            // A copy that is young has its first one with the next base backup; one that never gets one is paged for, since nothing proves it.
            report.Skip("the copy: it holds no base backup yet, so this one is of the first repository");
            report.From = BackupSource.Repository;
            (catalogue, unreadable) = await repository.ReadAsync(report.From, cancellationToken);
        }

        var source = report.From;
        if (!report.Check(source == BackupSource.Copy ? "the copy can be read" : "the repository can be read", unreadable?.Reason)
            || !report.Check("the programs fit the backups", await ServerVersion.FaultAsync(settings, catalogue!, cancellationToken)))
        {
            return;
        }

        var end = new ArchiveEnd(settings, repository);
        var ofServer = await end.OfServerAsync(cancellationToken);
        var target = kind == DrillKind.Latest ? RestoreTarget.Latest : await PastMomentAsync(catalogue!, report.StartedAt, cancellationToken);
        var (plan, reason) = RestorePlan.Choose(catalogue!, target, report.StartedAt);
        report.Target = target.ToString();
        report.Backup = plan?.Backup.Label;
        if (!report.Check("there is a base backup", reason) || !report.Check("there is room for a restored server", Room.Fault(_folders.Work, plan!.Backup.Bytes, Copies)))
        {
            return;
        }

        var backup = plan.Backup;

        PrivateFiles.MakeFolder(folder, _account);
        var broken = await output.StepAsync($"Copying base backup {backup.Label}", () => repository.RestoreAsync(source, backup.Label, target.Options(plan.Timeline), folder, cancellationToken));
        if (!report.Check("the base backup is whole", broken?.Reason))
        {
            return;
        }

        var (server, refusal) = await output.StepAsync($"Replaying the log up to {plan.Describe(target)}", () => PrivateServer.StartAsync(settings, folder, isDurable: false, cancellationToken));
        if (!report.Check("the log can be replayed", refusal))
        {
            return;
        }

        await using (server)
        {
            if (await SmokeAsync(server!, report, output, cancellationToken))
            {
                report.RecoveryTime = time.GetElapsedTime(stopwatch).TotalSeconds;
            }

            if (kind == DrillKind.Latest)
            {
                report.Check("the log was replayed to the end of the archive", await end.FaultAsync(source, catalogue!, ofServer?.Segment, folder, cancellationToken));
            }

            await MeasureAsync(server!, target, ofServer?.At, report, cancellationToken);
            await InspectAsync(server!, report, output, cancellationToken);
        }
    }

    private async Task<bool> SmokeAsync(PrivateServer server, DrillReport report, OpsOutput output, CancellationToken cancellationToken)
    {
        if (settings.Drill.Api is null)
        {
            report.Skip("the API on restored data: Backup:Drill:Api names none, so the time is that of the database alone");
            return true;
        }

        return report.Check(
            settings.Drill.ProbePassword is null ? "the API is healthy on restored data" : "a restored account logs in and reads its lists",
            await output.StepAsync("Starting the API on it", () => ApiSmoke.FaultAsync(settings.Drill, server, time, cancellationToken)));
    }

    private async Task MeasureAsync(PrivateServer server, RestoreTarget target, DateTimeOffset? lastArchived, DrillReport report, CancellationToken cancellationToken)
    {
        await using var connection = await server.OpenAsync(settings.Connection.Database, cancellationToken);
        var until = target.Time is not null ? DateTimeOffset.MaxValue : lastArchived ?? report.StartedAt;
        if (await Heartbeats.NewestAsync(connection, until, cancellationToken) is not { } newest)
        {
            report.Check("", "no heartbeat was restored, so that nobody knows what was lost");
            return;
        }

        var lost = (target.Time ?? report.StartedAt) - newest;
        // A row that was written after the drill had begun comes back too, if its segment was archived in time: then nothing is lost.
        report.RecoveryPoint = Math.Max(0, lost.TotalSeconds);
        report.Check(
            "the newest heartbeat is young enough",
            lost > settings.Drill.MaximumRpo ? string.Create(CultureInfo.InvariantCulture, $"{lost.TotalSeconds:0} s of work are lost; Backup:Drill:MaximumRpo allows {settings.Drill.MaximumRpo.TotalSeconds:0}")
            : target.Time is not null && lost < TimeSpan.Zero ? "what came after the target was restored too"
            : null);
    }

    private async Task InspectAsync(PrivateServer server, DrillReport report, OpsOutput output, CancellationToken cancellationToken)
    {
        report.Check("tables and indexes are sound", await output.StepAsync("Reading tables and indexes", () => StructureCheck.FaultAsync(settings, server, cancellationToken)));
        var databases = new SortedDictionary<string, IReadOnlyDictionary<string, long>>(StringComparer.Ordinal);
        foreach (var database in await TableRows.DatabasesAsync(server, cancellationToken))
        {
            databases[database] = await TableRows.CountAsync(server, database, cancellationToken);
        }

        report.Databases = databases;
        report.Check("every row can be read", databases.Count == 0 ? "no database was restored" : null);
        var proof = new DumpProof(settings);
        if (proof.Newest() is not { } dump)
        {
            report.Skip("the dump: there is none yet");
            return;
        }

        report.Dump = dump;
        report.Check("the dump restores", await output.StepAsync($"Restoring dump {dump}", () => proof.FaultAsync(dump, databases.Keys, cancellationToken)));
    }

    // A moment of which the living server has a heartbeat: at any other it may have been switched off. Without it, any moment.
    private async Task<RestoreTarget> PastMomentAsync(Catalogue catalogue, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (catalogue.Backups is not [var oldest, ..])
        {
            return RestoreTarget.Latest;
        }

        try
        {
            await using var connection = new NpgsqlConnection(settings.Connection.ConnectionString);
            await connection.OpenAsync(cancellationToken);
            return await Heartbeats.AnyAsync(connection, oldest.EndedAt, cancellationToken) is { } moment ? new RestoreTarget(moment, null) : RestoreTarget.Latest;
        }
        catch (Exception exception) when (exception.IsServerAway())
        {
            return new RestoreTarget(oldest.EndedAt + ((now - oldest.EndedAt) * RandomNumberGenerator.GetInt32(1, 1000) / 1000), null);
        }
    }

    // What jobs that were killed have left; whoever has the lock is alone here.
    private async Task RemoveLeftoversAsync()
    {
        foreach (var folder in Directory.EnumerateDirectories(_folders.Work))
        {
            // A dump's draft is this program's own, and nobody else's.
            if (Path.GetFileName(folder).StartsWith(DumpNames.Draft, StringComparison.Ordinal))
            {
                Directory.Delete(folder, recursive: true);
            }
            else
            {
                await AccountFolder.RemoveAsync(folder, _account);
            }
        }
    }
}
