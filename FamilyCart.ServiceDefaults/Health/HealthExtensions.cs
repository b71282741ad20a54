using FamilyCart.ServiceDefaults.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace FamilyCart.ServiceDefaults.Health;

internal static class HealthExtensions
{
    public const string AlivePath = "/alive";
    public const string HealthPath = "/health";

    // A check with this tag says whether the process itself is sound, and counts for /alive only.
    public const string AliveTag = "alive";

    public static void AddServiceHealth(this IServiceCollection services)
    {
        services.AddSettings(HealthSettings.Section, HealthSettings.Read);
        services.AddHealthChecks();
        services.AddSingleton<CheckRunner>();
        services.AddSingleton<ReportCache>();
        services.AddSingleton<ManagementAddress>();
    }

    public static IEnumerable<IEndpointConventionBuilder> MapServiceHealth(this IEndpointRouteBuilder endpoints) =>
    [
        endpoints.MapGet(AlivePath, static async (HttpContext context, CheckRunner runner) =>
            await ReportWriter.WriteAsync(
                context,
                await runner.RunAsync(static check => check.Tags.Contains(AliveTag), context.RequestAborted))).ExcludeFromDescription(),
        endpoints.MapGet(HealthPath, static async (HttpContext context, ReportCache reports) =>
            await ReportWriter.WriteAsync(context, await reports.GetAsync(context.RequestAborted))).ExcludeFromDescription(),
    ];
}
