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

    public static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
