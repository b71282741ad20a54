using System.Data;
using FamilyCart.Api.Import.Legacy;
using FamilyCart.ServiceDefaults.Migrations;
using Npgsql;

namespace FamilyCart.Api.Import;

/// <summary>
/// One import: one transaction of ours, one snapshot of the source, and no migration or other import meanwhile. A run that is
/// killed leaves nothing behind, and a run after a run adds only what is new.
/// </summary>
internal sealed partial class ImportRunner(
    NpgsqlDataSource target, IEnumerable<IImportStep> steps, TimeProvider time, ILogger<ImportRunner> logger)
{
    /// <summary>Runs and writes the report; false when nothing was imported because of a fault.</summary>
    internal async Task<bool> RunAsync(
        NpgsqlDataSource source, ImportOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        var report = new ImportReport();
        var fault = await TryRunAsync(source, options.IsDryRun, report, cancellationToken);
        await ImportResultWriter.WriteAsync(
            output, new ImportResult(fault is null, options.IsDryRun, fault, report.Counts, report.Adjustments), options.IsJson);
        if (fault is null)
        {
            LogDone(options.IsDryRun, report.Counts.Values.Sum(counts => counts.Added), report.Adjustments.Count);
        }
        else
        {
            LogFailed(fault);
        }

        return fault is null;
    }

    private async Task<string?> TryRunAsync(NpgsqlDataSource source, bool isDryRun, ImportReport report, CancellationToken cancellationToken)
    {
        var database = "source";
        try
        {
            await using var from = await source.OpenConnectionAsync(cancellationToken);
            database = "target";
            await using var to = await target.OpenConnectionAsync(cancellationToken);
            database = "source or target";
            await MigrationLock.TakeAsync(to, cancellationToken);
            try
            {
                return await RunLockedAsync(from, to, isDryRun, report, cancellationToken);
            }
            finally
            {
                await MigrationLock.ReleaseAsync(to);
            }
        }
        catch (NpgsqlException exception)
        {
            return $"{Describe(exception, database)}{(report.At is { } at ? $" It happened at {at}." : "")}";
        }
    }

    private async Task<string?> RunLockedAsync(
        NpgsqlConnection from, NpgsqlConnection to, bool isDryRun, ImportReport report, CancellationToken cancellationToken)
    {
        await using var snapshot = await from.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var (source, fault) = await LegacySource.OpenAsync(from, report, cancellationToken);
        if (source is null)
        {
            return fault;
        }

        await using var transaction = await to.BeginTransactionAsync(cancellationToken);
        var now = time.GetUtcNow().UtcDateTime;
        if (await ImportMap.ReadAsync(to, now, cancellationToken) is not { } map)
        {
            return "The target has no table import_mapping; run migrate first.";
        }

        foreach (var step in steps)
        {
            await step.RunAsync(new ImportContext(source, to, map, report, now), cancellationToken);
        }

        // What is not committed is taken back.
        if (!isDryRun)
        {
            await transaction.CommitAsync(cancellationToken);
        }

        return null;
    }

    // The server's own sentences may repeat values of rows.
    private static string Describe(NpgsqlException exception, string database) => exception is PostgresException refused
        ? $"The {database} database refused with SQL state {refused.SqlState}{Name(" at table", refused.TableName)}{Name(" by", refused.ConstraintName)}."
        : $"The {database} database does not answer ({exception.InnerException?.GetType().Name ?? exception.GetType().Name}).";

    private static string Name(string word, string? name) => name is null ? "" : $"{word} {name}";
}
