using FamilyCart.Testing;
using Npgsql;

namespace FamilyCart.RunnerManager.Tests.Support;

internal static class Database
{
    public static async Task<PostgresDatabase> MigratedAsync(PostgresFixture postgres, string name)
    {
        var database = await postgres.Server.CreateDatabaseAsync(name);
        Assert.Equal(0, await RunningManager.MigrateAsync(database));
        return database;
    }

    /// <summary>The run-time role's way into a fresh migrated database.</summary>
    public static async Task<NpgsqlDataSource> SourceAsync(PostgresFixture postgres)
    {
        var database = await MigratedAsync(postgres, $"runners_{Guid.NewGuid():N}");
        return NpgsqlDataSource.Create(database.RuntimeConnectionString);
    }

    public static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
