using FamilyCart.RunnerManager.Drivers.Engine;
using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.RunnerManager.Drivers.Containers;

internal static class ContainerExtensions
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    /// <summary>Runners as containers. No engine is asked before something is to be known of one.</summary>
    public static void AddContainers(this IServiceCollection services)
    {
        services.AddSettings(ContainerSettings.Section, ContainerSettings.Read);
        services.AddSingleton(provider => new EngineConnection(provider.GetRequiredService<ContainerSettings>().Socket, s_patience));
        services.AddSingleton<EngineClient>();
        services.AddSingleton<OwnContainers>();
        services.AddSingleton<ContainerMark>();
        services.AddSingleton<ContainerDriver>();
        services.AddSingleton<EngineBoard>();
        services.AddHostedService<EngineWatch>();
    }
}
