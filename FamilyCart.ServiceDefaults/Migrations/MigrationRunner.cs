using System.Data;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using FamilyCart.ServiceDefaults.Postgres;
using Npgsql;

namespace FamilyCart.ServiceDefaults.Migrations;

// Applies what is pending, each file in a transaction of its own together with its row, while no other replica does.
internal sealed class MigrationRunner(MigrationFiles files, NpgsqlDataSource database, TimeProvider time)
{
    public async Task<bool> RunAsync(TextWriter output, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            if (!await MigrationLock.TryTakeAsync(connection, cancellationToken))
            {
                await output.WriteLineAsync("Another migration is running; waiting for it.");
                await MigrationLock.TakeAsync(connection, cancellationToken);
            }

            try
            {
                return await RunLockedAsync(connection, output, cancellationToken);
            }
            finally
            {
                await MigrationLock.ReleaseAsync(connection);
            }
        }
        catch (NpgsqlException exception)
        {
            await output.WriteLineAsync($"Migration failed: {DatabaseFault.Describe(exception)}");
            return false;
        }
    }

    private async Task<bool> RunLockedAsync(NpgsqlConnection connection, TextWriter output, CancellationToken cancellationToken)
    {
        await MigrationTable.EnsureAsync(connection, cancellationToken);
        var plan = MigrationPlan.Of(files, await MigrationTable.ReadAsync(connection, cancellationToken));
        if (plan.Faults.Count + plan.Ahead.Count > 0)
        {
            await RefuseAsync(plan, output);
            return false;
        }

        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{files.All.Count} migrations, {files.All.Count - plan.Pending.Count} applied before, {plan.Pending.Count} to apply."));
        foreach (var file in plan.Pending)
        {
            if (!await ApplyAsync(connection, file, output, cancellationToken))
            {
                return false;
            }
        }

        await output.WriteLineAsync($"The schema is at {files.All[^1].Name}.");
        return true;
    }

    [SuppressMessage("Security", "CA2100", Justification = "The text is a file that the service's own assembly embeds.")]
    private async Task<bool> ApplyAsync(NpgsqlConnection connection, MigrationFile file, TextWriter output, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        try
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await using var command = new NpgsqlCommand(file.Sql, connection, transaction) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync(cancellationToken);
            await MigrationTable.AddAsync(connection, file, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (PostgresException exception) when (connection.State == ConnectionState.Open)
        {
            await output.WriteLineAsync(SqlFault.Describe(file, exception));
            return false;
        }

        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"Applied {file.Name} in {time.GetElapsedTime(started).TotalMilliseconds:0} ms."));
        return true;
    }

    private static async Task RefuseAsync(MigrationPlan plan, TextWriter output)
    {
        await output.WriteLineAsync("Nothing was migrated:");
        foreach (var fault in plan.Faults.Concat(plan.Ahead))
        {
            await output.WriteLineAsync($"- {fault}");
        }
    }
}
