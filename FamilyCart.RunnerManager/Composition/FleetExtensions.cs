using FamilyCart.RunnerManager.Distributions;
using FamilyCart.RunnerManager.Drains;
using FamilyCart.RunnerManager.Drivers;
using FamilyCart.RunnerManager.Drivers.Containers;
using FamilyCart.RunnerManager.Drivers.Processes;
using FamilyCart.RunnerManager.Explanations;
using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.GitHub.Authentication;
using FamilyCart.RunnerManager.Hosts;
using FamilyCart.RunnerManager.Intake;
using FamilyCart.RunnerManager.Leading;
using FamilyCart.RunnerManager.Leases;
using FamilyCart.RunnerManager.Planning;
using FamilyCart.RunnerManager.Pools;
using FamilyCart.RunnerManager.Redelivery;
using FamilyCart.RunnerManager.Registrations;
using FamilyCart.RunnerManager.Signals;
using FamilyCart.RunnerManager.Storage;
using FamilyCart.RunnerManager.Telemetry;
using FamilyCart.ServiceDefaults.Configuration;
using Npgsql;

namespace FamilyCart.RunnerManager.Composition;

/// <summary>The fleet: what comes in, what is decided, and what this host carries.</summary>
internal static class FleetExtensions
{
    public static IHostApplicationBuilder AddFleet(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSettings(PoolSettings.Section, PoolSettings.Read);
        services.AddSettings(PlanSettings.Section, PlanSettings.Read);
        services.AddSettings(HostSettings.Section, HostSettings.Read);
        services.AddSingleton<PoolSource>();
        services.AddSingleton<IManagedScopes, PoolScopes>();
        services.AddSingleton(provider => LeaseHolder.New(provider.GetRequiredService<HostSettings>().Name));
        services.AddSingleton<ILeaseStore, PostgresLeaseStore>();
        services.AddSingleton<IFleetStore, PostgresFleetStore>();
        foreach (var reserved in (ReadOnlySpan<string>)[ReservedDatabase.Key, ReservedDatabase.HostKey])
        {
            services.AddKeyedSingleton<IFleetStore>(reserved, (provider, key) => new PostgresFleetStore(provider.GetRequiredKeyedService<NpgsqlDataSource>(key)));
        }

        services.AddSingleton<FleetSignal>();
        services.AddHostedService(provider => provider.GetRequiredService<FleetSignal>());
        return builder;
    }

    /// <summary>Webhooks: stored when they come, understood afterwards.</summary>
    public static IHostApplicationBuilder AddIntake(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSettings(WebhookSettings.Section, WebhookSettings.Read);
        builder.Services.AddSingleton<WebhookMetrics>();
        builder.Services.AddSingleton<DeliveryWriter>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<DeliveryWriter>());
        builder.Services.AddHostedService<DeliveryProcessor>();
        builder.Services.AddSettings(PollSettings.Section, PollSettings.Read);
        builder.Services.AddSingleton<PushedRepositories>();
        builder.Services.AddHostedService<JobPoller>();
        return builder;
    }

    /// <summary>What GitHub's side has lost or keeps for nothing.</summary>
    public static IHostApplicationBuilder AddRecovery(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSettings(RedeliverySettings.Section, RedeliverySettings.Read);
        builder.Services.AddSingleton<StoredDeliveries>();
        builder.Services.AddSingleton<RedeliveryMetrics>();
        builder.Services.AddHostedService<RedeliveryService>();
        builder.Services.AddSettings(RegistrationSettings.Section, RegistrationSettings.Read);
        builder.Services.AddSingleton<RegistrationMetrics>();
        builder.Services.AddSingleton<RegistrationSweep>();
        builder.Services.AddSingleton<LostRunners>();
        builder.Services.AddHostedService<RegistrationService>();
        return builder;
    }

    /// <summary>Decisions for the whole fleet, by one instance at a time.</summary>
    public static IHostApplicationBuilder AddLeader(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<FleetView>();
        builder.Services.AddSingleton<FleetMetrics>();
        builder.Services.AddSingleton<ExplanationReader>();
        builder.Services.AddSingleton<DrainDesk>();
        builder.Services.AddHostedService<LeaderService>();
        return builder;
    }

    /// <summary>What runners are made of; prepared before the host takes part.</summary>
    private static void AddDistribution(this IServiceCollection services)
    {
        services.AddSingleton<DistributionVersion>();
        services.AddSingleton<ListenerExits>();
        services.AddHostedService<DistributionPreparation>();
        services.AddSingleton<VersionCheck>();
        services.AddSingleton<DistributionSource>();
        services.AddSingleton<ImageInspection>();
        services.AddSingleton<ImageSource>();
        services.AddVersionWatch<DistributionSource>();
        services.AddVersionWatch<ImageSource>();
    }

    // Two of one type, which AddHostedService would take for one.
    private static void AddVersionWatch<TSource>(this IServiceCollection services)
        where TSource : class, IVersionSource =>
        services.AddSingleton<IHostedService>(provider => ActivatorUtilities.CreateInstance<VersionWatch>(provider, provider.GetRequiredService<TSource>()));

    /// <summary>The runners of this host.</summary>
    public static IHostApplicationBuilder AddHost(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSettings(ProcessDriverSettings.Section, ProcessDriverSettings.Read);
        builder.Services.AddSingleton<ProcessDriver>();
        builder.Services.AddContainers();
        builder.Services.AddSingleton<RunnerPlaces>();
        builder.Services.AddSingleton<IRunnerDriver, RunnerDrivers>();
        builder.Services.AddDistribution();
        builder.Services.AddSingleton<KeptRegistrations>();
        builder.Services.AddSingleton<IRegistrar, Registrar>();
        builder.Services.AddSingleton<Minter>();
        builder.Services.AddSingleton<RunnerCare>();
        builder.Services.AddHostedService<HostService>();
        return builder;
    }
}
