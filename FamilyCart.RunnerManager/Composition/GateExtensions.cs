using FamilyCart.RunnerManager.Gates;
using FamilyCart.RunnerManager.Preflights;
using FamilyCart.RunnerManager.Rollbacks;
using FamilyCart.RunnerManager.WorkflowLeases;
using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.RunnerManager.Composition;

/// <summary>Adds what workflows call: gates and their preflight, leases and the rollback hook.</summary>
internal static class GateExtensions
{
    public static IHostApplicationBuilder AddGates(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSettings(GateSettings.Section, GateSettings.Read);
        builder.Services.AddSingleton<LastStarts>();
        builder.Services.AddSingleton<Gatekeeper>();
        builder.Services.AddSingleton<GateMetrics>();
        builder.Services.AddSingleton<PreflightReader>();
        builder.AddWorkflowLeases();
        builder.AddRollbacks();
        return builder;
    }
}
