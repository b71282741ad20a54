using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace FamilyCart.Api.Tests.Infrastructure;

/// <summary>One instance of the API on a real Kestrel, with a clock that tests can move and logs that they can read.</summary>
internal sealed class ApiApplication : WebApplicationFactory<Program>
{
    private readonly IReadOnlyDictionary<string, string?> _settings;
    private readonly Action<IServiceCollection>? _configure;

    private ApiApplication(IReadOnlyDictionary<string, string?> settings, Action<IServiceCollection>? configure)
    {
        _settings = settings;
        _configure = configure;
    }

    internal MovableTime Time { get; } = new();

    internal LogCollector Logs { get; } = new();

    internal Uri Address { get; private set; } = null!;

    internal static ApiApplication Start(
        string databaseConnectionString,
        string redisConnectionString,
        IReadOnlyDictionary<string, string?>? settings = null,
        Action<IServiceCollection>? configure = null)
    {
        var all = new Dictionary<string, string?>
        {
            // All tests come from one address.
            ["Limits:ClientRate"] = "100000",
            ["Limits:ClientBurst"] = "100000",

            // Hardly any test is about how long an answer waits.
            ["Limits:AnswerFloor"] = "00:00:00",
            ["ConnectionStrings:familycart"] = databaseConnectionString,
            ["ConnectionStrings:redis"] = redisConnectionString,
            ["Shutdown:ReadinessDelay"] = "00:00:00",
            ["Health:CacheDuration"] = "00:00:00",
            ["Features:Ai"] = settings?.GetValueOrDefault("Features:Ai") ?? "false",
        };
        foreach (var (key, value) in settings ?? new Dictionary<string, string?>())
        {
            all[key] = value;
        }

        var application = new ApiApplication(all, configure);
        application.UseKestrel();
        application.StartServer();
        var server = application.Services.GetRequiredService<IServer>();
        application.Address = new Uri(server.Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return application;
    }

    internal HttpClient NewClient() => new() { BaseAddress = Address };

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");

        // Not by UseKestrel, which would change the addresses while the server starts on another thread already.
        builder.UseSetting(WebHostDefaults.ServerUrlsKey, "http://127.0.0.1:0");
        foreach (var (key, value) in _settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(Logs));
        builder.ConfigureTestServices(services =>
        {
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Time));

            // A real hash takes 100 ms, and hardly any test is about that.
            services.Configure<PasswordHasherOptions>(options => options.IterationCount = 1000);
            _configure?.Invoke(services);
        });
    }
}
