using System.Text.Json;
using System.Text.Json.Serialization;
using FamilyCart.GitHubEmulator.Access;
using FamilyCart.GitHubEmulator.Control;
using FamilyCart.GitHubEmulator.Demo;
using FamilyCart.GitHubEmulator.Faults;
using FamilyCart.GitHubEmulator.Hooks;
using FamilyCart.GitHubEmulator.Jobs;
using FamilyCart.GitHubEmulator.Limits;
using FamilyCart.GitHubEmulator.Rest;
using FamilyCart.GitHubEmulator.Runners;
using FamilyCart.GitHubEmulator.RunnerService;
using FamilyCart.GitHubEmulator.State;
using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.GitHubEmulator;

/// <summary>Composes the emulator.</summary>
internal static class EmulatorExtensions
{
    private static readonly PathString s_enterpriseServer = "/api/v3";

    public static WebApplicationBuilder AddEmulator(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        var services = builder.Services;
        services.AddSettings(EmulatorSettings.Section, EmulatorSettings.Read);
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
        });
        services.AddSingleton(static provider =>
            new Ground(provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<EmulatorSettings>().Seed));
        services.AddSingleton<ServerAddress>();
        services.AddSingleton<RunnerRegistry>();
        services.AddSingleton<RunnerVersions>();
        services.AddSingleton<JobEvents>();
        services.AddSingleton<JobBoard>();
        services.AddSingleton<Dispatcher>();
        services.AddSingleton<FaultBook>();
        services.AddSingleton<CredentialBook>();
        services.AddSingleton<RateLimits>();
        services.AddSingleton<DeliveryLog>();
        services.AddSingleton<HookClient>();
        services.AddSingleton<HookSender>();
        services.AddSingleton<RestPipeline>();
        services.AddSingleton(static provider => new EmulatorControl(provider));
        services.AddSingleton<Deadlines>();
        services.AddHostedService(static provider => provider.GetRequiredService<Deadlines>());
        services.AddHostedService<DemoWork>();
        return builder;
    }

    public static WebApplication MapEmulator(this WebApplication app)
    {
        app.Use(StripEnterpriseServer);
        app.UseMiddleware<FaultMiddleware>();
        app.UseRouting();

        Map<RunnerEndpoints>(app).Map(app);
        Map<LabelEndpoints>(app).Map(app);
        Map<JobEndpoints>(app).Map(app);
        Map<HookEndpoints>(app).Map(app);
        Map<AppEndpoints>(app).Map(app);
        Map<SessionEndpoints>(app).Map(app);
        Map<JobServiceEndpoints>(app).Map(app);
        Map<RegistrationEndpoints>(app).Map(app);
        app.MapControl();
        app.MapFallback(static context => RestWriter.WriteAsync(context, Reply.NotFound));
        return app;
    }

    private static T Map<T>(WebApplication app) => ActivatorUtilities.CreateInstance<T>(app.Services);

    // Clients of a server of one's own put this before every path.
    private static Task StripEnterpriseServer(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path.StartsWithSegments(s_enterpriseServer, out var rest))
        {
            context.Request.PathBase = s_enterpriseServer;
            context.Request.Path = rest;
        }

        return next(context);
    }
}
