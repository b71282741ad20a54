using FamilyCart.Ops.Settings;
using Npgsql;

namespace FamilyCart.Ops.Drills;

/// <summary>What a drill asks the restored API for has to have been there: a new server has neither tables nor the account until it is migrated.</summary>
internal static class DrillSubject
{
    private const string Database = "familycart";
    private const string HasTable = "select to_regclass('public.account') is not null";
    private const string HasAccount = "select exists (select from public.account where email = $1)";

    /// <summary>Whether the living server has the account that a drill logs in with; true where it logs nobody in.</summary>
    /// <exception cref="NpgsqlException">The server does not answer, or has no such database.</exception>
    public static async Task<bool> IsThereAsync(BackupSettings settings, CancellationToken cancellationToken)
    {
        if (settings.Drill is not { Api: not null, ProbePassword: not null })
        {
            return true;
        }

        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(settings.Connection.ConnectionString) { Database = Database, Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var hasTable = new NpgsqlCommand(HasTable, connection);
        await using var hasAccount = new NpgsqlCommand(HasAccount, connection) { Parameters = { new NpgsqlParameter<string> { TypedValue = settings.Drill.ProbeEmail } } };
        return await hasTable.ExecuteScalarAsync(cancellationToken) is true && await hasAccount.ExecuteScalarAsync(cancellationToken) is true;
    }
}
