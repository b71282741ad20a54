using System.Globalization;
using System.Text.Json;
using FamilyCart.AppHost.Launch;
using FamilyCart.AppHost.Machine;
using FamilyCart.AppHost.Resources;
using FamilyCart.AppHost.Secrets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FamilyCart.AppHost.Topology;

internal static class TopologyExtensions
{
    /// <summary>Reads the settings and decides how and where this topology runs. Comes before every resource.</summary>
    public static UatTopology AddUatTopology(this IDistributedApplicationBuilder builder)
    {
        var faults = new List<Fault>();
        var settings = Settings.Read(builder.Configuration, faults);
        var (runtime, reason) = ChooseRuntime(
            builder.ExecutionContext.IsPublishMode, settings.Topology.Runtime, () => ContainerEngine.Obstacle(ImageTags.Needed), faults);
        var repository = Path.GetFullPath(Path.Combine(builder.AppHostDirectory, ".."));
        var account = runtime == RuntimeKind.Processes ? ServerAccount.For("postgres") : new ServerAccount(User: null);
        var dataDirectory = settings.Topology.DataDirectory
            ?? (builder.ExecutionContext.IsPublishMode ? repository : DataDirectory.Default(repository, settings.Topology.Name, account));
        var postgres = runtime == RuntimeKind.Processes ? FindPostgres(dataDirectory, faults) : null;
        var topology = new UatTopology
        {
            Settings = settings,
            Runtime = runtime,
            RuntimeReason = reason,
            DataDirectory = dataDirectory,
            PostgresAccount = account,
            PostgresPrograms = postgres?.Folder,
            PostgresMajor = postgres?.Major ?? ImageTags.PostgresMajor,
            Secrets = OpenSecrets(settings.Topology.Name, faults),
            Repository = repository,
            Faults = faults,
        };

        UseDashboardPorts(builder, topology);
        builder.Services.AddSingleton(topology);
        return topology;
    }

    /// <summary>The topology that <see cref="AddUatTopology"/> made for this builder.</summary>
    public static UatTopology Topology(this IDistributedApplicationBuilder builder) =>
        (UatTopology)builder.Services.Single(service => service.ServiceType == typeof(UatTopology)).ImplementationInstance!;

    /// <summary>Publishing always means containers; <c>auto</c> means them where an engine answers and the images can be had.</summary>
    /// <returns>The runtime and, where <c>auto</c> could not have containers, what was in the way.</returns>
    public static (RuntimeKind Runtime, string? Reason) ChooseRuntime(
        bool publishes, RuntimePreference preference, Func<string?> findObstacle, ICollection<Fault> faults)
    {
        if (publishes || preference == RuntimePreference.Processes)
        {
            return (publishes ? RuntimeKind.Containers : RuntimeKind.Processes, null);
        }

        if (findObstacle() is not { } obstacle)
        {
            return (RuntimeKind.Containers, null);
        }

        if (preference == RuntimePreference.Auto)
        {
            return (RuntimeKind.Processes, obstacle);
        }

        faults.Add(new Fault(
            ExitCode.PrerequisiteMissing, $"Topology:Runtime is 'containers', but {obstacle}; cure that, or set Topology:Runtime=processes."));
        return (RuntimeKind.Containers, null);
    }

    private static (string Folder, int Major)? FindPostgres(string dataDirectory, List<Fault> faults)
    {
        // Existing data decides which major runs on it.
        var existing = DataDirectory.ReadMarker(dataDirectory) is { Runtime: RuntimeKind.Processes } marker ? marker.PostgresMajor : (int?)null;
        var found = Programs.FindPostgres(existing) ?? Programs.FindPostgres();
        if (found is null)
        {
            faults.Add(new Fault(
                ExitCode.PrerequisiteMissing,
                string.Create(CultureInfo.InvariantCulture, $"PostgreSQL {Programs.OldestPostgres} or later is not installed; install the package postgresql-{Programs.OldestPostgres}, or start a container engine.")));
        }

        if (ServerAccount.IsRoot && !ServerAccount.Exists("postgres"))
        {
            faults.Add(new Fault(
                ExitCode.PrerequisiteMissing,
                "PostgreSQL refuses to run as root and this machine has no account 'postgres'; install the package postgresql-common, or run as another user."));
        }

        return found;
    }

    private static SecretStore OpenSecrets(string topology, List<Fault> faults)
    {
        var path = SecretStore.PathFor(topology);
        try
        {
            return new SecretStore(path);
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            faults.Add(new Fault(
                ExitCode.BadConfiguration,
                $"The secrets file {path} cannot be read ({exception.GetType().Name}); restore it, or remove it together with the data that was written under it."));
            return new SecretStore(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()));
        }
    }

    private static void UseDashboardPorts(IDistributedApplicationBuilder builder, UatTopology topology)
    {
        string Address(int port) => string.Create(CultureInfo.InvariantCulture, $"http://localhost:{topology.Port(port)}");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ASPNETCORE_URLS"] = Address(Ports.Dashboard),
            ["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = Address(Ports.DashboardOtlp),
            ["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] = Address(Ports.DashboardResourceService),
            ["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true",
        });
    }
}
