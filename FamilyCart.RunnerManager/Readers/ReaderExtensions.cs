using FamilyCart.RunnerManager.GitHub.Settings;
using FamilyCart.ServiceDefaults.Access;
using FamilyCart.ServiceDefaults.Configuration;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;

namespace FamilyCart.RunnerManager.Readers;

/// <summary>
/// Who may look: viewers and operators, by their token or by a log-in of their browser, and everybody where the settings say so. Changes
/// ask for a token always.
/// </summary>
internal static class ReaderExtensions
{
    public const string Policy = "reader";

    public static WebApplicationBuilder AddReaders(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        var configuration = builder.Configuration;
        var fallback = builder.Environment.IsDevelopment() ? GitHubMode.Emulator : GitHubMode.GitHub;
        services.AddSettings(ReaderSettings.Section, reader => ReaderSettings.Read(reader, ModeOf(configuration, fallback)));
        services.AddSingleton<ReaderSessions>();
        services.AddSingleton<LogInLimit>();
        services.AddSingleton<ReaderAccess>();
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, SessionHandler>(SessionHandler.SchemeName, null);
        services.AddOptions<AuthorizationOptions>().Configure<ReaderSettings>((options, settings) => options.AddPolicy(Policy, policy =>
        {
            policy.AddAuthenticationSchemes(SessionHandler.SchemeName);
            _ = settings.Anonymous ? policy.RequireAssertion(static _ => true) : policy.Combine(options.GetPolicy(AccessPolicies.Viewer)!);
        }));
        return builder;
    }

    // A mode that is none is the fault of its own section.
    private static GitHubMode ModeOf(ConfigurationManager configuration, GitHubMode fallback) =>
        Enum.TryParse<GitHubMode>(configuration[$"{GitHubSettings.Section}:{nameof(GitHubSettings.Mode)}"], ignoreCase: true, out var mode) ? mode : fallback;
}
