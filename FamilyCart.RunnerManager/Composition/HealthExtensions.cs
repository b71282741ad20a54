using FamilyCart.RunnerManager.Drivers;
using FamilyCart.RunnerManager.Drivers.Processes;
using FamilyCart.RunnerManager.Evidence;
using FamilyCart.RunnerManager.Health;
using FamilyCart.RunnerManager.Storage;
using FamilyCart.RunnerManager.Usage;
using FamilyCart.ServiceDefaults.Configuration;
using Npgsql;

namespace FamilyCart.RunnerManager.Composition;

/// <summary>How runners are: their limits, what they use, whether they can be counted on, and what is kept of them.</summary>
internal static class HealthExtensions
{
    public static IHostApplicationBuilder AddHealth(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSettings(LimitSettings.Section, LimitSettings.Read);
        services.AddSingleton<ControlGroups>();
        services.AddSettings(UsageSettings.Section, UsageSettings.Read);
        services.AddSingleton<ProcessUsage>();
        services.AddSingleton<ContainerUsage>();
        services.AddSingleton<IUsageSource, RunnerUsage>();
        services.AddSingleton<UsageBoard>();
        services.AddSingleton<UsageMetrics>();
        services.AddHostedService<UsageSampler>();
        services.AddSettings(EvidenceSettings.Section, EvidenceSettings.Read);
        services.AddSingleton<EvidenceStore>();
        services.AddKeyedSingleton(ReservedDatabase.HostKey, (provider, key) => new EvidenceStore(provider.GetRequiredKeyedService<NpgsqlDataSource>(key)));
        services.AddSingleton<KnownSecrets>();
        services.AddSingleton<LogFolder>();
        services.AddSingleton<ProcessLogs>();
        services.AddSingleton<ContainerLogs>();
        services.AddSingleton<ILogSource, RunnerLogs>();
        services.AddSingleton<EvidenceKeeper>();
        services.AddHostedService<EvidenceCleaner>();
        services.AddSettings(HealthCheckSettings.Section, HealthCheckSettings.Read);
        services.AddSingleton<HealthMetrics>();
        services.AddSingleton<ProcessSigns>();
        services.AddSingleton<ContainerSigns>();
        services.AddSingleton<IListenerSigns, RunnerSigns>();
        services.AddSingleton<SilenceWatch>();
        services.AddHostedService<RegistrationCheck>();
        services.AddHostedService<StepMetrics>();
        return builder;
    }
}
