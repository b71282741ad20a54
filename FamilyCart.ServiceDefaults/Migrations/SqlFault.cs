using Npgsql;

namespace FamilyCart.ServiceDefaults.Migrations;

internal static class SqlFault
{
    // The detail of the error is left out: it repeats rows. So is its position, which counts within one statement of the file.
    public static string Describe(MigrationFile file, PostgresException exception) =>
        $"{file.Name} failed and was rolled back: {exception.SqlState}: {exception.MessageText}";
}
