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

    public static void AddServiceHealth(this IServiceCollection services)
    {
        services.AddSettings(HealthSettings.Section, HealthSettings.Read);
        services.AddHealthChecks();
        services.AddSingleton<CheckRunner>();
        services.AddSingleton<Reports>();
        services.AddSingleton<ManagementAddress>();
    }

    public static IEnumerable<IEndpointConventionBuilder> MapServiceHealth(this IEndpointRouteBuilder endpoints) =>
    [
        endpoints.MapGet(AlivePath, static (HttpContext context, Reports reports) => AnswerAsync(context, reports.Alive, null)).ExcludeFromDescription(),
        endpoints.MapGet(HealthPath, static (HttpContext context, Reports reports) =>
            AnswerAsync(context, reports.Health, context.RequestServices.GetService<IHealthBody>())).ExcludeFromDescription(),
    ];

    private static async Task AnswerAsync(HttpContext context, ReportCache reports, IHealthBody? body) =>
        await ReportWriter.WriteAsync(context, await reports.GetAsync(context.RequestAborted), body);
}
