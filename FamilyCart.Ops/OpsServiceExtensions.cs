using FamilyCart.Ops.Drills;
using FamilyCart.Ops.Dumps;
using FamilyCart.Ops.Jobs;
using FamilyCart.Ops.Repository;
using FamilyCart.Ops.Restoring;
using FamilyCart.Ops.Settings;
using FamilyCart.Ops.Worker;
using FamilyCart.ServiceDefaults;
using FamilyCart.ServiceDefaults.Configuration;
using FamilyCart.ServiceDefaults.Secrets;

namespace FamilyCart.Ops;

/// <summary>Composes what service and command line share, and the service.</summary>
internal static class OpsServiceExtensions
{
    /// <summary>Backups, restores and drills of one folder.</summary>
    /// <param name="services">The services.</param>
    /// <param name="rewrites">Whether the server's archiving follows these settings.</param>
    public static IServiceCollection AddBackups(this IServiceCollection services, bool rewrites)
    {
        services.AddSingleton(new ConfigurationOwner(rewrites));
        services.AddSingleton<BackRest>();
        services.AddSingleton<DumpCopy>();
        services.AddSingleton<DumpWriter>();
        services.AddSingleton<DrillRunner>();
        services.AddSingleton<Restorer>();
        services.AddSingleton<StateFile>();
        services.AddSingleton<RepositoryStart>();
        services.AddSingleton<JobRunner>();
        return services;
    }

    /// <summary>The service <c>uat-backup</c>: heartbeats, jobs and their metrics.</summary>
    public static WebApplicationBuilder AddBackupService(this WebApplicationBuilder builder)
    {
        var connection = builder.Configuration[BackupSettings.ConnectionKey];
        builder.AddPostgres(BackupSettings.ConnectionName);
        builder.Services.AddSettings(BackupSettings.Section, (reader, services) => BackupSettings.Read(reader, connection, services.GetRequiredService<LiveSecrets>()));
        builder.Services.AddBackups(rewrites: true);
        builder.Services.AddSingleton<BackupMetrics>();
        builder.Services.AddHostedService<HeartbeatWorker>();
        builder.Services.AddHostedService<ArchiverWatch>();
        builder.Services.AddHostedService<JobWorker>();
        return builder;
    }
}
