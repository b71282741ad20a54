using Npgsql;

namespace FamilyCart.ServiceDefaults.Migrations;

internal static class SqlFault
{
    // The detail of the error is left out: it repeats rows.
    public static string Describe(MigrationFile file, PostgresException exception)
    {
        var line = exception.Position > 0
            ? $" in line {1 + file.Sql.AsSpan(0, Math.Min(exception.Position - 1, file.Sql.Length)).Count('\n')}"
            : string.Empty;
        return $"{file.Name} failed{line}, and was rolled back: {exception.SqlState}: {exception.MessageText}";
    }
}
