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
        endpoints.MapGet(AlivePath, Alive).ExcludeFromDescription(),
        endpoints.MapGet(HealthPath, Health).ExcludeFromDescription(),
    ];

    // Request delegates: parameters to bind would need expressions, compiled while a service starts.
    private static Task Alive(HttpContext context) => AnswerAsync(context, context.RequestServices.GetRequiredService<Reports>().Alive, null);

    private static Task Health(HttpContext context) => AnswerAsync(
        context, context.RequestServices.GetRequiredService<Reports>().Health, context.RequestServices.GetService<IHealthBody>());

    private static async Task AnswerAsync(HttpContext context, ReportCache reports, IHealthBody? body) =>
        await ReportWriter.WriteAsync(context, await reports.GetAsync(context.RequestAborted), body);
}
