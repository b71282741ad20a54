using FamilyCart.RunnerManager.GitHub.Authentication;
using FamilyCart.RunnerManager.GitHub.Limits;
using FamilyCart.RunnerManager.GitHub.Settings;
using FamilyCart.ServiceDefaults.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FamilyCart.RunnerManager.GitHub;

/// <summary>Adds the client of GitHub.</summary>
internal static class GitHubExtensions
{
    /// <summary>Adds <see cref="IGitHub"/> and the hourly check of its credentials. Needs an <see cref="IManagedScopes"/>.</summary>
    public static WebApplicationBuilder AddGitHub(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        var mode = builder.Environment.IsDevelopment() ? GitHubMode.Emulator : GitHubMode.GitHub;
        services.AddSettings(GitHubSettings.Section, reader => GitHubSettings.Read(reader, mode));
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(Jitter.Random);
        services.AddSingleton<GitHubConfiguration>();
        services.AddSingleton<ServerClock>();
        services.AddSingleton<Allowances>();
        services.AddSingleton(new AnswerCache());
        services.AddSingleton<CredentialStore>();
        services.AddSingleton<CredentialReports>();
        services.AddSingleton<ICredentialMark, CredentialMark>();
        services.AddSingleton<GitHubMetrics>();
        services.AddSingleton(GitHubConnection.CreateClient);
        services.AddSingleton(GitHubConnection.Create);
        services.AddSingleton<GitHubApi>();
        services.AddSingleton<RunnerGroups>();
        services.AddSingleton<IGitHub, GitHubClient>();
        services.AddSingleton<CredentialCheck>();
        services.AddHostedService<CredentialWatch>();
        return builder;
    }
}
