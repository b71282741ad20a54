using System.Reflection;
using System.Runtime.CompilerServices;
using FamilyCart.Testing;
using Npgsql;

namespace FamilyCart.Api.Tests.Infrastructure;

/// <summary>A fresh database with the API's schema: a copy of one that the service's own verb has made in the same server.</summary>
internal sealed class ApiDatabase : IAsyncDisposable
{
    private const string TemplateName = "familycart_template";

    private static readonly ConditionalWeakTable<PostgresServer, Lazy<Task<PostgresDatabase>>> _templates = [];

    private readonly NpgsqlDataSource _owner;

    private ApiDatabase(PostgresDatabase database)
    {
        ConnectionString = database.RuntimeConnectionString;
        OwnerConnectionString = database.OwnerConnectionString;
        _owner = NpgsqlDataSource.Create(database.OwnerConnectionString + ";Command Timeout=300");
    }

    internal string ConnectionString { get; }

    /// <summary>What verbs that change the schema, or take over data, run with.</summary>
    internal string OwnerConnectionString { get; }

    internal static async Task<ApiDatabase> CreateAsync(PostgresServer server, string name)
    {
        var template = _templates.GetValue(server, key => new Lazy<Task<PostgresDatabase>>(() => MigrateAsync(key)));
        return new ApiDatabase(await server.CopyDatabaseAsync(await template.Value, name));
    }

    internal async Task<int> ExecuteAsync(string sql, params object[] parameters)
    {
        await using var command = Command(sql, parameters);
        return await command.ExecuteNonQueryAsync();
    }

    internal async Task<T> ReadAsync<T>(string sql, params object[] parameters)
    {
        await using var command = Command(sql, parameters);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public ValueTask DisposeAsync() => _owner.DisposeAsync();

    private static async Task<PostgresDatabase> MigrateAsync(PostgresServer server)
    {
        var database = await server.CreateDatabaseAsync(TemplateName);
        var main = typeof(Program).Assembly.EntryPoint!;
        string[] arguments = ["migrate", $"--ConnectionStrings:familycart={database.OwnerConnectionString}"];
        var exitCode = await Task.Run(() => main.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [arguments], null));
        Assert.Equal(0, exitCode);
        return database;
    }

    private NpgsqlCommand Command(string sql, object[] parameters)
    {
        var command = _owner.CreateCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        }

        return command;
    }
}
