using System.Globalization;
using FamilyCart.AppHost.Publishing;
using FamilyCart.AppHost.Secrets;
using FamilyCart.AppHost.Topology;

namespace FamilyCart.AppHost.Resources.Services;

/// <summary>
/// GitHub as the runner manager sees it. In run mode that is the emulator with demo jobs, unless a credential of GitHub's is given; published,
/// it is GitHub, with the parameters <c>github-token</c> and <c>github-webhook-secret</c>, and <c>runner-scope</c> where no pool was named.
/// </summary>
internal static class FleetExtensions
{
    public const string TokenName = "github-token";
    private const string WebhookSecretName = "github-webhook-secret";
    private const string ScopeName = "runner-scope";
    private const string DemoRepository = "family/cart";
    private const string DemoPool = "uat-runner";
    private const string DemoLabels = "self-hosted,linux,x64,uat";
    private const string ContainerFleet = "Runner:Container:Fleet";
    private const int FirstUserId = 48_001;

    // As many as a manager takes; whoever removes a runner ends all that its user id has, so topologies share none.
    private const int UserIds = 10_000;

    private static readonly string[] s_credentials = ["GitHub:Token", "GitHub:TokenFile", "GitHub:Apps:0:Id"];

    /// <summary>The emulator of GitHub, in place of GitHub; null where GitHub itself is used.</summary>
    public static EmulatedGitHub? AddGitHubEmulator<TProject>(this IDistributedApplicationBuilder builder, string name)
        where TProject : IProjectMetadata, new()
    {
        if (!builder.ExecutionContext.IsRunMode || builder.HasCredential())
        {
            return null;
        }

        var topology = builder.Topology();
        var hook = string.Create(CultureInfo.InvariantCulture, $"http://localhost:{topology.Port(Ports.RunnerManager)}/webhooks/github");
        var token = builder.AddSecret(TokenName);
        var webhookSecret = builder.AddSecret(WebhookSecretName);
        var service = builder.AddService<TProject>(name, Ports.GitHubEmulator, "github-emulator")
            .WithEnvironment("Emulator__Token", token)
            .WithEnvironment("Emulator__HookSecret", webhookSecret)
            .WithEnvironment("Emulator__HookUrl", hook)
            .WithEnvironment("Emulator__HookScope", DemoRepository)
            .WithEnvironment("Emulator__DemoRepository", DemoRepository)
            .WithEnvironment("Emulator__Demo", "true");
        return new EmulatedGitHub(service, token, webhookSecret);
    }

    /// <summary>Tells the runner manager which GitHub it works for, and where its runners live.</summary>
    /// <param name="manager">The manager.</param>
    /// <param name="emulator">Null for GitHub itself.</param>
    public static IResourceBuilder<ProjectResource> WithGitHub(
        this IResourceBuilder<ProjectResource> manager, EmulatedGitHub? emulator)
    {
        var builder = manager.ApplicationBuilder;
        if (emulator is not null)
        {
            return manager.WithEmulator(builder.Topology(), emulator).WithOwnContainers().WithFleetSettings();
        }

        if (builder.ExecutionContext.IsRunMode)
        {
            return manager.WithEnvironment("GitHub__Mode", "github").WithOwnContainers().WithFleetSettings();
        }

        return manager
            .WithEnvironment("GitHub__Mode", "github")
            .WithEnvironment("GitHub__TokenFile", ComposeSecrets.FileOf(builder.AddSecret(TokenName, isForeign: true).OfPart(ComposeProfile.Runners).Resource.Name))
            .WithEnvironment("GitHub__WebhookSecret", builder.AddSecret(WebhookSecretName).OfPart(ComposeProfile.Runners))
            .WithPublishedRunners()
            .WithPublishedPools();
    }

    /// <summary>The names of the pools of this run.</summary>
    public static IEnumerable<string> Pools(this IDistributedApplicationBuilder builder) =>
        (builder.HasCredential() ? [] : (string[])[DemoPool]).Union(
            builder.Configuration.GetSection("Pools").GetChildren().Select(pool => pool.Key), StringComparer.OrdinalIgnoreCase);

    // Runners are containers beside the manager, of an image that whoever publishes has built.
    private static IResourceBuilder<ProjectResource> WithPublishedRunners(this IResourceBuilder<ProjectResource> manager) => manager
        .WithEnvironment("Runner__Container__Image", manager.ApplicationBuilder.AddParameter("runner-image").OfPart(ComposeProfile.Runners))
        .WithEnvironment("Runner__Container__Fleet", manager.ApplicationBuilder.Topology().Name)
        .WithEnvironment("Runner__Folder", $"{PublishedServices.StateFolder}/runners")
        .WithEnvironment("Evidence__Directory", $"{PublishedServices.StateFolder}/evidence")
        .WithEnvironment("Host__Name", manager.ApplicationBuilder.Topology().Name)
        .PublishAsDockerComposeService((_, service) => service.GroupAdd.Add("${ENGINE_GROUP:-999}"));

    private static IResourceBuilder<ProjectResource> WithPublishedPools(this IResourceBuilder<ProjectResource> manager)
    {
        var builder = manager.ApplicationBuilder;
        foreach (var (name, value) in PublishedPools.Of(builder.Configuration, DemoPool, DemoLabels))
        {
            manager.WithEnvironment(name, value);
        }

        // Whoever starts it names the scope, without which the manager does not start.
        return PublishedPools.AskForScope(builder.Configuration, DemoPool) ? manager.WithEnvironment($"Pools__{DemoPool}__Scope", builder.AddParameter(ScopeName).OfPart(ComposeProfile.Runners)) : manager;
    }

    // Two topologies on one machine share its container engine, and its name.
    private static IResourceBuilder<ProjectResource> WithOwnContainers(this IResourceBuilder<ProjectResource> manager) =>
        manager.ApplicationBuilder.Configuration[ContainerFleet] is null
            ? manager.WithEnvironment(ContainerFleet.Replace(":", "__", StringComparison.Ordinal), manager.ApplicationBuilder.Topology().Name)
            : manager;

    private static bool HasCredential(this IDistributedApplicationBuilder builder) =>
        Array.Exists(s_credentials, key => builder.Configuration[key] is not null);

    private static IResourceBuilder<ProjectResource> WithEmulator(
        this IResourceBuilder<ProjectResource> manager, UatTopology topology, EmulatedGitHub emulator) =>
        manager
            .WithEnvironment("GitHub__Mode", "emulator")
            .WithEnvironment("GitHub__ApiAddress", emulator.Service.GetEndpoint("http"))
            .WithEnvironment("GitHub__Token", emulator.Token)
            .WithEnvironment("GitHub__WebhookSecret", emulator.WebhookSecret)
            .WithEnvironment("GitHub__WriteSpacing", "00:00:00")
            .WithEnvironment($"Pools__{DemoPool}__Scope", DemoRepository)
            .WithEnvironment($"Pools__{DemoPool}__Labels", DemoLabels)
            .WithEnvironment("Runner__Distribution", topology.ScriptedRunner())
            .WithEnvironment("Runner__Folder", topology.Folder("runners"))
            .WithEnvironment("Runner__FirstUserId", (FirstUserId + (UserIds * topology.Settings.Topology.PortOffset)).ToString(CultureInfo.InvariantCulture))
            // The demo's jobs are our own; a manager that is root gives each a user of its own all the same.
            .WithEnvironment("Runner__SameUser", "true")
            // Nobody's work: a fleet of the emulator ends with the topology.
            .WithEnvironment("Host__RunnersOutlive", "false")
            .WaitFor(emulator.Service);

    // Built beside the AppHost, in the same configuration.
    private static string ScriptedRunner(this UatTopology topology)
    {
        var output = AppContext.BaseDirectory.TrimEnd('/').Split('/');
        return Path.Combine(topology.Repository, "tests", "FamilyCart.GitHubEmulator.Runner", "bin", output[^2], output[^1], "distribution");
    }
}
