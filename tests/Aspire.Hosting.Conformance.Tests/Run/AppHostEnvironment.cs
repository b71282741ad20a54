using System.Globalization;
using Aspire.Hosting.Conformance.Tests.Suite;

namespace Aspire.Hosting.Conformance.Tests.Run;

/// <summary>Everything that an AppHost sees of the outside: nothing of this process's environment but what is listed here.</summary>
internal static class AppHostEnvironment
{
    // What tells the host where .NET, packages, the orchestrator and the dashboard are when home does not.
    private static readonly string[] _passedOn =
    [
        "DOTNET_ROOT", "DOTNET_CLI_HOME", "NUGET_PACKAGES", "ASPIRE_DCP_PATH", "ASPIRE_DASHBOARD_PATH"
    ];

    /// <summary>What a case that runs is given: three ports for its dashboard, and folders that it writes down into what it sees.</summary>
    public static IReadOnlyDictionary<string, string> Create(ConformanceCase subject, RunFolder folder, DashboardPorts ports) =>
        new Dictionary<string, string>(CreateForPublishing(subject.Configuration, folder), StringComparer.Ordinal)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["DOTNET_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_URLS"] = Address(ports.Dashboard),
            ["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = Address(ports.Otlp),
            ["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] = Address(ports.ResourceService),
            ["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true",
            ["CONFORMANCE_RECORD"] = folder.Record,
            ["CONFORMANCE_CAPTURE"] = folder.Capture,
            ["CONFORMANCE_OUTPUT"] = folder.OutputFile
        };

    /// <summary>What a case that is published is given: no dashboard, no environment name.</summary>
    public static IReadOnlyDictionary<string, string> CreateForPublishing(IReadOnlyDictionary<string, string> configuration, RunFolder folder)
    {
        var environment = new Dictionary<string, string>(configuration, StringComparer.Ordinal)
        {
            ["PATH"] = EnginelessPath.Create(Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin", folder.Tools),
            ["HOME"] = folder.Home,
            ["TMPDIR"] = folder.Root,
            ["LANG"] = "C.UTF-8",
            ["DOTNET_NOLOGO"] = "1",
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
            ["ASPIRE_VERSION_CHECK_DISABLED"] = "true"
        };
        foreach (var name in _passedOn)
        {
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
            {
                environment[name] = value;
            }
        }

        // Home is private, the packages that a project was restored with are not.
        environment.TryAdd("NUGET_PACKAGES", Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages"));
        return environment;
    }

    private static string Address(int port) => string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}");
}
