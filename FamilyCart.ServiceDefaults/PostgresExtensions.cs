using System.Reflection;
using FamilyCart.ServiceDefaults.Migrations;
using FamilyCart.ServiceDefaults.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Npgsql;

namespace FamilyCart.ServiceDefaults;

/// <summary>A service's PostgreSQL database and its schema.</summary>
public static class PostgresExtensions
{
    /// <summary>
    /// Registers a singleton <see cref="NpgsqlDataSource"/> and the health check <c>database</c>. The host refuses to start while
    /// the connection string is missing, malformed or names no host, database or user; the message never repeats it.
    /// </summary>
    /// <param name="builder">The service's builder.</param>
    /// <param name="connectionName">The key below <c>ConnectionStrings</c>, such as <c>familycart</c>.</param>
    /// <returns>The same builder.</returns>
    public static TBuilder AddPostgres<TBuilder>(this TBuilder builder, string connectionName)
        where TBuilder : IHostApplicationBuilder
    {
        builder.AddDataSource(connectionName);
        builder.Services.AddHealthChecks().AddCheck<DatabaseCheck>(DatabaseCheck.Name);
        return builder;
    }

    /// <summary>
    /// Registers a second <see cref="NpgsqlDataSource"/> to the same database under a key, with connections of its own: what uses
    /// it goes on while all others are taken.
    /// </summary>
    /// <param name="builder">The service's builder.</param>
    /// <param name="connectionName">The key below <c>ConnectionStrings</c>, such as <c>familycart</c>.</param>
    /// <param name="key">The key of the service; its metrics' pool is named after both.</param>
    /// <param name="connections">How many at most, beside those of <see cref="AddPostgres"/>.</param>
    /// <returns>The same builder.</returns>
    public static TBuilder AddReservedPostgres<TBuilder>(this TBuilder builder, string connectionName, string key, int connections)
        where TBuilder : IHostApplicationBuilder
    {
        builder.AddReservedDataSource(connectionName, key, connections);
        return builder;
    }

    /// <summary>
    /// Registers the embedded files <c>Migrations/NNNN_name.sql</c> of an assembly, which the verb <c>migrate</c> applies in the
    /// order of their numbers, and the health check <c>migrations</c>, which fails while one is pending.
    /// </summary>
    /// <param name="builder">The service's builder.</param>
    /// <param name="connectionName">The key below <c>ConnectionStrings</c>; the role needs rights on the schema only to migrate.</param>
    /// <param name="assembly">The assembly that embeds the files.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="InvalidOperationException">The assembly embeds none, or two with the same number.</exception>
    public static TBuilder AddPostgresMigrations<TBuilder>(this TBuilder builder, string connectionName, Assembly assembly)
        where TBuilder : IHostApplicationBuilder
    {
        builder.AddDataSource(connectionName);
        builder.Services.TryAddSingleton(MigrationFiles.EmbeddedIn(assembly));
        builder.Services.TryAddSingleton<MigrationRunner>();
        builder.Logging.AddFilter<ConsoleLoggerProvider>(typeof(MigrationLog).FullName, LogLevel.None);
        builder.Services.AddHealthChecks().AddCheck<MigrationsCheck>(MigrationsCheck.Name);
        return builder;
    }
}
