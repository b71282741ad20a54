using System.Runtime.CompilerServices;
using FamilyCart.Testing;
using Npgsql;
using NpgsqlTypes;

namespace FamilyCart.RunnerManager.Tests.Support;

internal static class Database
{
    // Migrated once on each server; what a test gets is a copy.
    private static readonly ConditionalWeakTable<PostgresServer, Lazy<Task<PostgresDatabase>>> s_templates = [];

    /// <summary>A fresh migrated database.</summary>
    public static async Task<PostgresDatabase> MigratedAsync(PostgresFixture postgres, string name)
    {
        var template = s_templates.GetValue(postgres.Server, server => new Lazy<Task<PostgresDatabase>>(() => MigrateAsync(server)));
        return await postgres.CopyDatabaseAsync(await template.Value, name);
    }

    /// <summary>The run-time role's way into a fresh migrated database.</summary>
    public static async Task<NpgsqlDataSource> SourceAsync(PostgresFixture postgres)
    {
        var database = await MigratedAsync(postgres, $"runners_{Guid.NewGuid():N}");
        return NpgsqlDataSource.Create(database.RuntimeConnectionString);
    }

    public static async Task ExecuteAsync(string connectionString, string sql, params (string Name, object? Value)[] parameters)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        foreach (var (name, value) in parameters)
        {
            command.Parameters.Add(value is null or string ? new NpgsqlParameter(name, NpgsqlDbType.Text) { Value = value ?? DBNull.Value } : new NpgsqlParameter(name, value));
        }

        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The first column of the first row.</summary>
    public static async Task<T> AskAsync<T>(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<PostgresDatabase> MigrateAsync(PostgresServer server)
    {
        var database = await server.CreateDatabaseAsync("runners_template");
        Assert.Equal(0, await RunningManager.MigrateAsync(database));
        return database;
    }
}
