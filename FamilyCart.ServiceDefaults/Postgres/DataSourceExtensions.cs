using FamilyCart.ServiceDefaults.Secrets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FamilyCart.ServiceDefaults.Postgres;

internal static class DataSourceExtensions
{
    // Wanted by the service and by its migrations alike; registered once.
    public static void AddDataSource(this IHostApplicationBuilder builder, string connectionName)
    {
        builder.AddSettings(connectionName);
        builder.Services.TryAddSingleton(services => Build(services, connectionName, _ => { }));
    }

    // A few connections that whoever uses the others up cannot take.
    public static void AddReservedDataSource(this IHostApplicationBuilder builder, string connectionName, string key, int connections)
    {
        builder.AddSettings(connectionName);
        builder.Services.TryAddKeyedSingleton(key, (services, _) => Build(services, $"{connectionName}-{key}", parts => parts.MaxPoolSize = connections));
    }

    private static void AddSettings(this IHostApplicationBuilder builder, string connectionName)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton(LiveSecrets.None);
        builder.Services.TryAddSingleton<IValidateOptions<PostgresSettings>, PostgresSettingsValidator>();
        builder.Services.AddOptions<PostgresSettings>()
            .Configure<IConfiguration>((settings, configuration) =>
            {
                settings.ConnectionName = connectionName;
                settings.ConnectionString = configuration.GetConnectionString(connectionName);
            })
            .ValidateOnStart();
    }

    private static NpgsqlDataSource Build(IServiceProvider services, string name, Action<NpgsqlConnectionStringBuilder> change)
    {
        var settings = services.GetRequiredService<IOptions<PostgresSettings>>().Value;
        var source = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        source.ConnectionStringBuilder.AddDefaults();
        source.ConnectionStringBuilder.ApplicationName ??= services.GetRequiredService<IHostEnvironment>().ApplicationName;
        change(source.ConnectionStringBuilder);

        // The name is a label of every pool metric, which would carry the connection string otherwise.
        source.Name = name;
        source.UseLoggerFactory(services.GetRequiredService<ILoggerFactory>());
        source.FollowPassword(services, settings.ConnectionName);
        return source.Build();
    }

    // Sessions outlive the password that they began with; new ones begin with that of their time.
    private static void FollowPassword(this NpgsqlDataSourceBuilder source, IServiceProvider services, string connectionName)
    {
        var secrets = services.GetRequiredService<LiveSecrets>();
        if (secrets.ValuesOf($"ConnectionStrings:{connectionName}") is not [_, ..])
        {
            return;
        }

        // A secret may stand elsewhere in it, such as for the host: only what is the whole password is followed.
        var password = source.ConnectionStringBuilder.Password;
        if (secrets.NamesOf($"ConnectionStrings:{connectionName}").FirstOrDefault(name => secrets.Seen[name].Lines.Current == password) is not { } name)
        {
            return;
        }

        source.ConnectionStringBuilder.Password = null;
        var file = new PasswordFile(secrets, name, new(source.ConnectionStringBuilder.ConnectionString), services.GetRequiredService<TimeProvider>());
        source.UsePasswordProvider(_ => file.Read(), (_, token) => file.ReadAsync(token));
    }
}
