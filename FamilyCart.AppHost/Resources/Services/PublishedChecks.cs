using System.Globalization;
using FamilyCart.AppHost.Publishing;
using FamilyCart.AppHost.Resources.Backup;
using FamilyCart.AppHost.Secrets;

namespace FamilyCart.AppHost.Resources.Services;

/// <summary>What runs before anything else of a published topology does.</summary>
internal static class PublishedChecks
{
    /// <summary>Names what is missing or weak of secrets and settings that every part has.</summary>
    public const string Preflight = "uat-preflight";

    /// <summary>Gives volumes to the services that write to them: the engine makes them root's.</summary>
    public const string Volumes = "uat-volumes";

    /// <summary>The check before services of a part.</summary>
    public static string PreflightOf(ComposeProfile profile) => profile == ComposeProfile.Always ? Preflight : $"{Preflight}-{ComposeService.NameOf(profile)}";

    /// <summary>Adds all of it, where the model is published. The parts of a server are checked apart, since it may lack others.</summary>
    public static void AddPublishedChecks<TProject>(this IDistributedApplicationBuilder builder)
        where TProject : IProjectMetadata, new()
    {
        if (builder.ExecutionContext.IsPublishMode)
        {
            AddPreflight<TProject>(builder, ComposeProfile.Always);
            AddPreflight<TProject>(builder, ComposeProfile.Uat);
            AddPreflight<TProject>(builder, ComposeProfile.Runners);
            AddVolumes(builder);
        }
    }

    private static void AddPreflight<TProject>(IDistributedApplicationBuilder builder, ComposeProfile profile)
        where TProject : IProjectMetadata, new() => builder
        .AddProject<TProject>(PreflightOf(profile), launchProfileName: null)
        .WithArgs("preflight")
        .WithEnvironment(context =>
        {
            foreach (var parameter in Asked(builder, profile))
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
            Profiles = [profile],
            Networks = [],
            Limits = ComposePlan.OnceLimits,
            Secrets = [.. Asked(builder, profile).Where(parameter => parameter.Secret).Select(parameter => parameter.Name)],
            Once = true,
        });

    private static IEnumerable<ParameterResource> Asked(IDistributedApplicationBuilder builder, ComposeProfile profile) =>
        builder.Resources.OfType<ParameterResource>().Where(parameter => parameter.Part() == profile).OrderBy(parameter => parameter.Name, StringComparer.Ordinal);

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
            Profiles = [ComposeProfile.Uat, ComposeProfile.Runners],
            Networks = [],
            Limits = ComposePlan.OnceLimits,
            Image = PublishedBackup.ServerImage,
            User = "0:0",
            Capabilities = ["CHOWN"],
            Volumes = OfServices(builder).ToDictionary(volume => volume, volume => $"/volumes/{volume}"),
            Once = true,
        });

    private static IEnumerable<string> OfServices(IDistributedApplicationBuilder builder) =>
        builder.Resources.OfType<ProjectResource>().Select(project => project.ComposePlan()).Where(plan => plan?.User == ComposePlan.ServiceUser).SelectMany(plan => plan!.Volumes.Keys).Order(StringComparer.Ordinal);
}
