using FamilyCart.Gateway.Administration;
using Microsoft.AspNetCore.Authorization;

namespace FamilyCart.Gateway.Deployments;

/// <summary>Composes deployments and their administration.</summary>
internal static class DeploymentExtensions
{
    public static IServiceCollection AddDeployments(this IServiceCollection services)
    {
        services.AddSingleton<DeploymentMetrics>();
        services.AddSingleton<DeploymentDesk>();
        services.AddSingleton<SlotCalls>();
        services.AddSingleton<SlotProof>();
        services.AddSingleton<SlotAsks>();
        services.AddSingleton<CanaryWatch>();
        services.AddSingleton<SlotDrain>();
        services.AddHostedService<DeploymentRunner>();
        services.AddHostedService<PauseEnd>();
        services.AddSingleton<SlotVersions>();
        services.AddHostedService(provider => provider.GetRequiredService<SlotVersions>());
        services.AddSingleton<DeploymentOverview>();
        services.AddSingleton<AdministrationDesk>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AccessAudit>();
        return services;
    }
}
