using System.Globalization;
using FamilyCart.AppHost.Publishing;
using FamilyCart.AppHost.Secrets;

namespace FamilyCart.AppHost.Resources.Services;

/// <summary>What runs before anything else of a published topology does.</summary>
internal static class PublishedChecks
{
    /// <summary>Names what is missing or weak of secrets and settings.</summary>
    public const string Preflight = "uat-preflight";

    /// <summary>Gives volumes to the services that write to them: the engine makes them root's.</summary>
    public const string Volumes = "uat-volumes";

    /// <summary>Adds both, where the model is published.</summary>
    public static void AddPublishedChecks<TProject>(this IDistributedApplicationBuilder builder)
        where TProject : IProjectMetadata, new()
    {
        if (builder.ExecutionContext.IsPublishMode)
        {
            AddPreflight<TProject>(builder);
            AddVolumes(builder);
        }
    }

    private static void AddPreflight<TProject>(IDistributedApplicationBuilder builder)
        where TProject : IProjectMetadata, new()
    {
        builder.AddProject<TProject>(Preflight, launchProfileName: null)
            .WithArgs("preflight")
            .WithEnvironment(context =>
            {
                foreach (var parameter in builder.Resources.OfType<ParameterResource>().OrderBy(parameter => parameter.Name, StringComparer.Ordinal))
                {
                    if (!parameter.Secret)
                    {
                        context.EnvironmentVariables[$"Preflight__Required__{ComposeSecrets.VariableOf(parameter.Name)}"] = parameter;
                    }
                    else if (parameter.Rule() is { } rule)
                    {
                        context.EnvironmentVariables[$"Preflight__{(rule.IsOptional ? "Optional" : "Secrets")}__{parameter.Name}"] = rule.Shortest.ToString(CultureInfo.InvariantCulture);
                    }
                }
            })
            .WithComposePlan(() => new ComposePlan
            {
                Profiles = [ComposeProfile.Always],
                Networks = [],
                Limits = ComposePlan.OnceLimits,
                Secrets = [.. builder.Resources.OfType<ParameterResource>().Where(parameter => parameter.Secret).Select(parameter => parameter.Name)],
                Once = true,
            });
    }

    private static void AddVolumes(IDistributedApplicationBuilder builder) => builder
        .AddContainer(Volumes, ImageTags.PostgresImage, ImageTags.Postgres)
        .WithImageRegistry(ImageTags.Registry)
        .WithEntrypoint("/bin/chown")
        .WithArgs(context =>
        {
            context.Args.Add(ComposePlan.ServiceUser);
            foreach (var volume in OfServices(builder))
            {
                context.Args.Add($"/volumes/{volume}");
            }
        })
        .WithComposePlan(() => new ComposePlan
        {
            Profiles = [ComposeProfile.Always],
            Networks = [],
            Limits = ComposePlan.OnceLimits,
            User = "0:0",
            Capabilities = ["CHOWN"],
            Volumes = OfServices(builder).ToDictionary(volume => volume, volume => $"/volumes/{volume}"),
            Once = true,
        });

    private static IEnumerable<string> OfServices(IDistributedApplicationBuilder builder) =>
        builder.Resources.OfType<ProjectResource>().SelectMany(project => project.ComposePlan()?.Volumes.Keys ?? []).Order(StringComparer.Ordinal);
}
