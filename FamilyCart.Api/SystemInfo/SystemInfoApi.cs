namespace FamilyCart.Api.SystemInfo;

internal static class SystemInfoApi
{
    /// <summary>Maps both paths at the root, and below the prefix that today's clients use.</summary>
    internal static WebApplication MapSystemInfo(this WebApplication app)
    {
        Map(app.MapGroup("").ExcludeFromDescription());
        Map(app.MapGroup("/api/v1"));
        return app;
    }

    private static void Map(RouteGroupBuilder routes)
    {
        // Open to everybody: how much is told depends on who asks.
        routes.WithTags("System").AllowAnonymous();
        routes.MapGet("/system/info", async (HttpContext context, IOperatorCheck operators, SystemReporter reporter) =>
            TypedResults.Ok(await operators.IsViewerAsync(context) ? reporter.Full() : reporter.Brief()));
        routes.MapGet("/metrics/summary", async (HttpContext context, IOperatorCheck operators, SystemReporter reporter) =>
            TypedResults.Ok(await operators.IsViewerAsync(context) ? await reporter.FullSummaryAsync(context.RequestAborted) : reporter.BriefSummary()));
    }
}
