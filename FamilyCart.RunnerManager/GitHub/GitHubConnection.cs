using System.Net;
using FamilyCart.RunnerManager.GitHub.Authentication;
using FamilyCart.RunnerManager.GitHub.Limits;
using FamilyCart.RunnerManager.GitHub.Settings;
using FamilyCart.RunnerManager.GitHub.Wire;
using FamilyCart.RunnerManager.Status;
using Octokit;
using Octokit.Internal;

namespace FamilyCart.RunnerManager.GitHub;

/// <summary>Puts Octokit's connection together.</summary>
internal static class GitHubConnection
{
    public static IHttpClient CreateClient(IServiceProvider services) => new HttpClientAdapter(() => Handlers(services));

    public static IConnection Create(IServiceProvider services) => new Connection(
        new ProductHeaderValue("FamilyCart.RunnerManager", ThisProcess.Version),
        services.GetRequiredService<GitHubConfiguration>().Current.ApiAddress,
        services.GetRequiredService<CredentialStore>(),
        services.GetRequiredService<IHttpClient>(),
        new WireSerializer());

    // From outside in: a retry asks the cache anew, and the governor sees what really goes out.
    private static RetryHandler Handlers(IServiceProvider services) => new RetryHandler(
        services.GetRequiredService<GitHubConfiguration>(), services.GetRequiredService<Jitter>(), services.GetRequiredService<TimeProvider>())
    {
        InnerHandler = new ConditionalHandler(services.GetRequiredService<AnswerCache>())
        {
            InnerHandler = new VersionHandler { InnerHandler = Governor(services) },
        },
    };

    private static GovernorHandler Governor(IServiceProvider services) => new(
        services.GetRequiredService<GitHubConfiguration>(),
        services.GetRequiredService<Allowances>(),
        services.GetRequiredService<ServerClock>(),
        services.GetRequiredService<GitHubMetrics>(),
        services.GetRequiredService<TimeProvider>(),
        services.GetRequiredService<ILogger<GovernorHandler>>())
    {
        // Octokit follows redirects itself, and does not take the credential to another host.
        InnerHandler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            UseCookies = false,
        },
    };
}
