using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace FamilyCart.AppHost.Resources.Postgres;

/// <summary>
/// Makes roles, databases and privileges as planned. It can be repeated: what is there stays, passwords and privileges are applied anew.
/// </summary>
/// <param name="superuserConnectionString">Without a database.</param>
[SuppressMessage("Security", "CA2100", Justification = "Roles and databases cannot be parameters of a statement; their names are literals of the topology, and quoted.")]
internal sealed class PostgresProvisioner(string superuserConnectionString)
{
    /// <exception cref="NpgsqlException">The server cannot be reached or refuses a statement.</exception>
    public async Task ProvisionAsync(DatabasePlan<string> plan, CancellationToken cancellationToken)
    {
        await using var server = await OpenAsync(PostgresCluster.Superuser, cancellationToken);
        await EnsureRoleAsync(server, plan.Role, plan.Password, cancellationToken);
        if (plan.BacksUp)
        {
            await ProvisionBackupAsync(server, plan, cancellationToken);
            return;
        }

        if (plan is not { Owner: { } owner, OwnerPassword: { } ownerPassword })
        {
            await ExecuteAsync(server, $"GRANT pg_monitor TO {Quote(plan.Role)}", cancellationToken);
            return;
        }

        await EnsureRoleAsync(server, owner, ownerPassword, cancellationToken);
        await EnsureDatabaseAsync(server, plan.Database, owner, cancellationToken);
        await ExecuteAsync(
            server,
            $"""
            ALTER DATABASE {Quote(plan.Database)} OWNER TO {Quote(owner)};
            REVOKE ALL ON DATABASE {Quote(plan.Database)} FROM PUBLIC;
            GRANT CONNECT ON DATABASE {Quote(plan.Database)} TO {Quote(plan.Role)}, pg_monitor;
            """,
            cancellationToken);

        await using var database = await OpenAsync(plan.Database, cancellationToken);
        await ExecuteAsync(database, SchemaPrivileges(Quote(owner), Quote(plan.Role)), cancellationToken);
    }

    /// <summary>Default privileges follow the owner, so every table of a later migration is usable at once.</summary>
    public static string SchemaPrivileges(string owner, string role) => $"""
        ALTER SCHEMA public OWNER TO {owner};
        REVOKE ALL ON SCHEMA public FROM PUBLIC;
        GRANT USAGE ON SCHEMA public TO {role};
        GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role};
        GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role};
        ALTER DEFAULT PRIVILEGES FOR ROLE {owner} GRANT USAGE ON SCHEMAS TO {role};
        ALTER DEFAULT PRIVILEGES FOR ROLE {owner} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role};
        ALTER DEFAULT PRIVILEGES FOR ROLE {owner} GRANT USAGE, SELECT ON SEQUENCES TO {role};
        """;

    /// <summary>What pgBackRest needs of a role that is no superuser; functions are granted in each database.</summary>
    public static string BackupPrivileges(string role) => $"""
        GRANT EXECUTE ON FUNCTION pg_backup_start(text, boolean), pg_backup_stop(boolean), pg_switch_wal(), pg_create_restore_point(text) TO {role};
        """;

    private async Task ProvisionBackupAsync(NpgsqlConnection server, DatabasePlan<string> plan, CancellationToken cancellationToken)
    {
        await EnsureDatabaseAsync(server, plan.Database, plan.Role, cancellationToken);
        await ExecuteAsync(
            server,
            $"""
            REVOKE ALL ON DATABASE {Quote(plan.Database)} FROM PUBLIC;
            GRANT pg_monitor, pg_read_all_data, pg_checkpoint TO {Quote(plan.Role)};
            """,
            cancellationToken);
        await using var database = await OpenAsync(plan.Database, cancellationToken);
        await ExecuteAsync(database, BackupPrivileges(Quote(plan.Role)), cancellationToken);
    }

    private static async Task EnsureDatabaseAsync(NpgsqlConnection server, string database, string owner, CancellationToken cancellationToken)
    {
        if (!await ExistsAsync(server, "SELECT 1 FROM pg_database WHERE datname = $1", database, cancellationToken))
        {
            await ExecuteAsync(server, $"CREATE DATABASE {Quote(database)} OWNER {Quote(owner)}", cancellationToken);
        }
    }

    private static async Task EnsureRoleAsync(NpgsqlConnection server, string role, string password, CancellationToken cancellationToken)
    {
        if (!await ExistsAsync(server, "SELECT 1 FROM pg_roles WHERE rolname = $1", role, cancellationToken))
        {
            await ExecuteAsync(server, $"CREATE ROLE {Quote(role)}", cancellationToken);
        }

        await ExecuteAsync(
            server,
            $"ALTER ROLE {Quote(role)} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD '{ScramVerifier.Create(password)}'",
            cancellationToken);
    }

    private async Task<NpgsqlConnection> OpenAsync(string database, CancellationToken cancellationToken)
    {
        var settings = new NpgsqlConnectionStringBuilder(superuserConnectionString) { Database = database, Pooling = false };
        var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    private static async Task<bool> ExistsAsync(NpgsqlConnection connection, string query, string name, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(query, connection) { Parameters = { new NpgsqlParameter<string> { TypedValue = name } } };
        return await command.ExecuteScalarAsync(cancellationToken) is not null;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string statements, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = statements;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static string Quote(string identifier) => $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
