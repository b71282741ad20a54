using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using FamilyCart.Ops.Settings;
using FamilyCart.ServiceDefaults.Migrations;
using Npgsql;

namespace FamilyCart.Ops.Restoring;

/// <summary>What a program would migrate.</summary>
internal static class PendingMigrations
{
    private const string HasTable = "select to_regclass('schema_migrations') is not null";
    private const string Applied = "select coalesce(array_agg(name), '{}') from schema_migrations";

    /// <summary>The newest migration that a database has not had yet.</summary>
    /// <param name="settings">The living server.</param>
    /// <param name="database">The database.</param>
    /// <param name="program">The assembly that embeds the migrations.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Such as <c>0007_add_prices</c>; null where it has had all, and where it has had none, so that there is nothing to come back to.</returns>
    /// <exception cref="NpgsqlException">The server does not answer or refuses.</exception>
    /// <exception cref="IOException">The program cannot be read.</exception>
    /// <exception cref="BadImageFormatException">It is no assembly.</exception>
    public static async Task<string?> NewestAsync(BackupSettings settings, string database, string program, CancellationToken cancellationToken)
    {
        var applied = await AppliedAsync(settings, database, cancellationToken);
        return applied.Length == 0 ? null : Path.GetFileNameWithoutExtension(EmbeddedIn(program).Except(applied, StringComparer.Ordinal).Max(StringComparer.Ordinal));
    }

    // Without loading it: it is another program's.
    private static List<string> EmbeddedIn(string program)
    {
        using var file = File.OpenRead(program);
        using var image = new PEReader(file);
        var metadata = image.HasMetadata ? image.GetMetadataReader() : throw new BadImageFormatException($"{program} is no program of .NET.");
        return [.. metadata.ManifestResources.Select(handle => MigrationFiles.NameOf(metadata.GetString(metadata.GetManifestResource(handle).Name))).OfType<string>()];
    }

    private static async Task<string[]> AppliedAsync(BackupSettings settings, string database, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(settings.Connection.ConnectionString) { Database = database, Pooling = false }.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            return [];
        }

        await using var hasTable = new NpgsqlCommand(HasTable, connection);
        await using var names = new NpgsqlCommand(Applied, connection);
        return await hasTable.ExecuteScalarAsync(cancellationToken) is true ? (string[])(await names.ExecuteScalarAsync(cancellationToken))! : [];
    }
}
