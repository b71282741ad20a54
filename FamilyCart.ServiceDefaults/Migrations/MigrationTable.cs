using Npgsql;

namespace FamilyCart.ServiceDefaults.Migrations;

internal static class MigrationTable
{
    // Whoever may connect may read which version the schema has, and only its owner may write it, whatever the
    // default privileges of this database grant on new tables.
    private const string Create = """
        create table if not exists schema_migrations (
            number integer primary key,
            name text not null,
            checksum text not null,
            applied_at timestamptz not null default now()
        );
        do $$
        declare
            grantee text;
        begin
            for grantee in
                select distinct r.rolname
                from pg_class c, aclexplode(c.relacl) a join pg_roles r on r.oid = a.grantee
                where c.oid = 'schema_migrations'::regclass and a.grantee <> c.relowner
            loop
                execute format('revoke all on schema_migrations from %I', grantee);
            end loop;
        end
        $$;
        grant select on schema_migrations to public;
        """;

    public static async Task EnsureAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (await ExistsAsync(connection, cancellationToken))
        {
            return;
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(Create, connection, transaction);
        await command.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public static async Task<bool> ExistsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select to_regclass('schema_migrations') is not null", connection);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    public static async Task<IReadOnlyList<AppliedMigration>> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var rows = new List<AppliedMigration>();
        await using var command = new NpgsqlCommand("select number, name, checksum from schema_migrations order by number", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new AppliedMigration(reader.GetInt32(0), reader.GetString(1), reader.GetString(2)));
        }

        return rows;
    }

    public static async Task AddAsync(NpgsqlConnection connection, MigrationFile file, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("insert into schema_migrations (number, name, checksum) values ($1, $2, $3)", connection)
        {
            Parameters = { new() { Value = file.Number }, new() { Value = file.Name }, new() { Value = file.Checksum } },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
