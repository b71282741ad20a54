using System.Security.Cryptography;
using Npgsql;

namespace FamilyCart.Testing;

/// <summary>Makes a database and its role pair, as the AppHost does in run mode.</summary>
internal static class PostgresProvisioning
{
    private const string CreateRoles = """
        do $$
        declare
            name text := current_setting('provisioning.name');
            owner text := name || '_owner';
            pair record;
        begin
            for pair in
                select role, password from (values
                    (owner, current_setting('provisioning.owner_password')),
                    (name, current_setting('provisioning.runtime_password'))) roles(role, password)
            loop
                if not exists (select from pg_roles where rolname = pair.role) then
                    execute format('create role %I login', pair.role);
                end if;
                execute format('alter role %I password %L', pair.role, pair.password);
            end loop;
        end $$
        """;

    private const string GrantRows = """
        do $$
        declare
            name text := current_database();
            owner text := name || '_owner';
        begin
            execute format('revoke all on database %I from public', name);
            execute format('grant connect on database %I to %I', name, name);
            execute format('grant usage on schema public to %I', name);
            execute format('alter default privileges for role %I in schema public
                            grant select, insert, update, delete on tables to %I', owner, name);
            execute format('alter default privileges for role %I in schema public
                            grant usage, select on sequences to %I', owner, name);
        end $$
        """;

    internal static async Task<PostgresDatabase> CreateAsync(
        string superuserConnectionString, string name, CancellationToken cancellationToken)
    {
        var ownerPassword = RandomNumberGenerator.GetHexString(32);
        var runtimePassword = RandomNumberGenerator.GetHexString(32);
        using var quoting = new NpgsqlCommandBuilder();
        var database = quoting.QuoteIdentifier(name);

        await using var connection = new NpgsqlConnection(superuserConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand("""
                    select set_config('provisioning.name', $1, false),
                           set_config('provisioning.owner_password', $2, false),
                           set_config('provisioning.runtime_password', $3, false)
                    """)
                {
                    Parameters = { new() { Value = name }, new() { Value = ownerPassword }, new() { Value = runtimePassword } },
                },
                new NpgsqlBatchCommand(CreateRoles),
            },
        };
        await batch.ExecuteNonQueryAsync(cancellationToken);
        await RunAsync(connection, $"drop database if exists {database} with (force)", cancellationToken);
        await RunAsync(connection, $"create database {database} owner {quoting.QuoteIdentifier($"{name}_owner")}", cancellationToken);

        await using var inside = new NpgsqlConnection(For(superuserConnectionString, name, null, null));
        await inside.OpenAsync(cancellationToken);
        await RunAsync(inside, GrantRows, cancellationToken);

        return new PostgresDatabase(
            name,
            For(superuserConnectionString, name, $"{name}_owner", ownerPassword),
            For(superuserConnectionString, name, name, runtimePassword));
    }

    internal static async Task<PostgresDatabase> CopyAsync(
        string superuserConnectionString, PostgresDatabase template, string name, CancellationToken cancellationToken)
    {
        using var quoting = new NpgsqlCommandBuilder();
        var (copy, source) = (quoting.QuoteIdentifier(name), quoting.QuoteIdentifier(template.Name));
        await using var connection = new NpgsqlConnection(superuserConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var release = new NpgsqlCommand("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1", connection)
        {
            Parameters = { new() { Value = template.Name } },
        };
        await release.ExecuteNonQueryAsync(cancellationToken);
        await RunAsync(connection, $"drop database if exists {copy} with (force)", cancellationToken);
        await RunAsync(connection, $"create database {copy} template {source} owner {quoting.QuoteIdentifier($"{template.Name}_owner")}", cancellationToken);
        await RunAsync(connection, $"revoke all on database {copy} from public", cancellationToken);
        await RunAsync(connection, $"grant connect on database {copy} to {source}", cancellationToken);
        return new PostgresDatabase(name, In(template.OwnerConnectionString), In(template.RuntimeConnectionString));

        string In(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString) { Database = name }.ConnectionString;
    }

    internal static async Task DropAsync(string superuserConnectionString, string name, CancellationToken cancellationToken)
    {
        using var quoting = new NpgsqlCommandBuilder();
        await using var connection = new NpgsqlConnection(superuserConnectionString);
        await connection.OpenAsync(cancellationToken);
        await RunAsync(connection, $"drop database if exists {quoting.QuoteIdentifier(name)} with (force)", cancellationToken);
    }

    private static async Task RunAsync(NpgsqlConnection connection, string statement, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new NpgsqlBatchCommand(statement) } };
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string For(string connectionString, string database, string? user, string? password)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString) { Database = database };
        if (user is not null)
        {
            builder.Username = user;
            builder.Password = password;
            builder.Pooling = true;
        }

        return builder.ConnectionString;
    }
}
