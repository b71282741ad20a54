using System.Text;
using FamilyCart.AppHost.Publishing;

namespace FamilyCart.AppHost.Resources.Postgres;

/// <summary>What <see cref="PostgresProvisioner"/> does, as scripts for psql, which reads passwords from files. They can be repeated.</summary>
internal static class ProvisioningScript
{
    // Statements hold passwords here: neither the server's log nor its statistics may keep them.
    private const string Silence =
        "-c log_statement=none -c log_min_duration_statement=-1 -c log_min_error_statement=panic -c pg_stat_statements.track_utility=off";

    /// <summary>Starts psql with the superuser's password in a file of its own form.</summary>
    /// <param name="server">The server's name in its network.</param>
    /// <param name="password">File with the superuser's password.</param>
    public static string Shell(string server, string password) => $"""
        set -eu
        umask 077
        export PGPASSFILE=/tmp/pgpass PGOPTIONS='{Silence}'
        # Two while one takes over from another: the server may know either.
        while read -r password || [ -n "$password" ]; do
          printf '*:*:*:*:%s\n' "$password" >/tmp/pgpass
          psql --host {server} --username {PostgresCluster.Superuser} --no-psqlrc --quiet --command '' 2>/dev/null && break
        done <{password}
        exec psql --host {server} --username {PostgresCluster.Superuser} --no-psqlrc --quiet --set ON_ERROR_STOP=1 --file "$(dirname "$0")/provision.sql"

        """;

    /// <summary>Makes roles and databases as planned.</summary>
    public static string Sql(IEnumerable<DatabasePlan<ParameterResource>> plans)
    {
        var script = new StringBuilder();
        foreach (var plan in plans)
        {
            script.AppendLine().Append(Of(plan));
        }

        return script.ToString();
    }

    private static string Of(DatabasePlan<ParameterResource> plan)
    {
        var role = PostgresProvisioner.Quote(plan.Role);
        if (plan.BacksUp)
        {
            return $"""
                {Role(plan.Role, plan.Password)}
                {Database(plan.Database, plan.Role)}
                revoke all on database {PostgresProvisioner.Quote(plan.Database)} from public;
                grant pg_monitor, pg_read_all_data, pg_checkpoint to {role};
                \connect {PostgresProvisioner.Quote(plan.Database)}
                {PostgresProvisioner.BackupPrivileges(role)}
                \connect {PostgresCluster.Superuser}

                """;
        }

        if (plan is not { Owner: { } ownerName, OwnerPassword: { } ownerPassword })
        {
            return $"""
                {Role(plan.Role, plan.Password)}
                grant pg_monitor to {role};

                """;
        }

        var (database, owner) = (PostgresProvisioner.Quote(plan.Database), PostgresProvisioner.Quote(ownerName));
        return $"""
            {Role(plan.Role, plan.Password)}
            {Role(ownerName, ownerPassword)}
            {Database(plan.Database, ownerName)}
            alter database {database} owner to {owner};
            revoke all on database {database} from public;
            grant connect on database {database} to {role}, pg_monitor;
            \connect {database}
            {PostgresProvisioner.SchemaPrivileges(owner, role)}
            \connect {PostgresCluster.Superuser}

            """;
    }

    private static string Database(string name, string owner) =>
        $"select 'create database {PostgresProvisioner.Quote(name)} owner {PostgresProvisioner.Quote(owner)}' where not exists (select from pg_database where datname = '{name}') \\gexec";

    private static string Role(string role, ParameterResource password) => $"""
        \set password `head -n 1 {ComposeSecrets.FileOf(password.Name)}`
        select 'create role {PostgresProvisioner.Quote(role)}' where not exists (select from pg_roles where rolname = '{role}') \gexec
        alter role {PostgresProvisioner.Quote(role)} login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password :'password';
        """;
}
