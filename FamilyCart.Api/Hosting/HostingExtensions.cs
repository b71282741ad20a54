using FamilyCart.Api.Json;
using FamilyCart.Api.Problems;
using FamilyCart.Api.Telemetry;
using FamilyCart.ServiceDefaults.Configuration;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace FamilyCart.Api.Hosting;

/// <summary>What all endpoints share: limits, JSON, problem details, metrics, and the order of the middleware.</summary>
internal static class HostingExtensions
{
    internal static IHostApplicationBuilder AddApiHosting(this IHostApplicationBuilder builder)
    {
        builder.AddApiJson();
        builder.AddApiProblems();
        builder.Services.AddSingleton<ApiMetrics>();
        builder.Services.AddSettings(RequestSettings.Section, RequestSettings.Read);
        builder.Services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = RequestSettings.LargestBodyBytes);
        builder.Services.AddAccountTurns();
        builder.Services.AddRequestTimeouts();
        builder.Services.AddOptions<RequestTimeoutOptions>().Configure<RequestSettings>((timeouts, settings) =>
            timeouts.DefaultPolicy = new RequestTimeoutPolicy
            {
                Timeout = settings.Timeout,
                WriteTimeoutResponse = context => FailureProblems.WriteAsync(context, Failure.TimedOut),
            });

        // One mapping for all rows: columns are snake_case, properties are not.
        Dapper.DefaultTypeMap.MatchNamesWithUnderscores = true;
        return builder;
    }

    internal static WebApplication UseApiPipeline(this WebApplication app)
    {
        app.UseStatusCodePages();

        // Before authentication, which asks the database and must not wait for it longer than the rest.
        app.UseRequestTimeouts();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRateLimiter();
        app.UseWebSockets(app.Services.GetRequiredService<IOptions<WebSocketOptions>>().Value);
        return app;
    }
}
