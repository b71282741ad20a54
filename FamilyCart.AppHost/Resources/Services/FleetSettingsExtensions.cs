using Microsoft.Extensions.Configuration;

namespace FamilyCart.AppHost.Resources.Services;

/// <summary>What a person sets of the runner manager where the AppHost is started.</summary>
internal static class FleetSettingsExtensions
{
    // Every section that the manager reads and other services do not.
    private static readonly string[] s_sections =
        ["Evidence", "Gates", "GitHub", "Host", "Leases", "Limits", "Plan", "Poll", "Pools", "Readers", "Runner", "RunnerHealth", "Status", "Usage", "Webhook"];

    /// <summary>
    /// Hands the manager's settings on as a person gave them: the manager says itself what is missing or wrong. A key that the topology has
    /// given the manager before stays as the topology has it.
    /// </summary>
    public static IResourceBuilder<ProjectResource> WithFleetSettings(this IResourceBuilder<ProjectResource> manager)
    {
        var configuration = manager.ApplicationBuilder.Configuration;
        // Without the sections themselves, whose names a variable of the shell may have, such as HOST.
        var settings = s_sections
            .SelectMany(section => configuration.GetSection(section).AsEnumerable())
            .Where(pair => pair.Value is not null && pair.Key.Contains(':', StringComparison.Ordinal))
            .ToList();
        return manager.WithEnvironment(context =>
        {
            // Names that differ in case alone are two variables and one key.
            var given = context.EnvironmentVariables.Keys.ToHashSet(StringComparer.OrdinalIgnoreCase);
            foreach (var (key, value) in settings)
            {
                var name = key.Replace(":", "__", StringComparison.Ordinal);
                if (!given.Contains(name))
                {
                    context.EnvironmentVariables[name] = value!;
                }
            }
        });
    }
}
