using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.RunnerManager.WorkflowLeases;

/// <summary>Adds the leases of workflows.</summary>
internal static class WorkflowLeaseExtensions
{
    public static IHostApplicationBuilder AddWorkflowLeases(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSettings(LeaseSettings.Section, LeaseSettings.Read);
        builder.Services.AddSingleton<LeaseMetrics>();
        builder.Services.AddSingleton<WorkflowLeaseStore>();
        builder.Services.AddHostedService<LeaseExpiryService>();
        return builder;
    }
}
