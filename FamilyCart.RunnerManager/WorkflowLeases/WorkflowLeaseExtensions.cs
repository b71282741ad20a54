using FamilyCart.RunnerManager.Storage;
using FamilyCart.ServiceDefaults.Configuration;
using Npgsql;

namespace FamilyCart.RunnerManager.WorkflowLeases;

/// <summary>Adds the leases of workflows.</summary>
internal static class WorkflowLeaseExtensions
{
    public static IHostApplicationBuilder AddWorkflowLeases(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSettings(LeaseSettings.Section, LeaseSettings.Read);
        builder.Services.AddSingleton<LeaseMetrics>();
        builder.Services.AddSingleton<WorkflowLeaseStore>();
        builder.Services.AddKeyedSingleton(
            ReservedDatabase.Key, (provider, key) => ActivatorUtilities.CreateInstance<WorkflowLeaseStore>(provider, provider.GetRequiredKeyedService<NpgsqlDataSource>(key)));
        builder.Services.AddHostedService<LeaseExpiryService>();
        return builder;
    }
}
