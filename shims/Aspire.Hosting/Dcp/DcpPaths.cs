namespace Aspire.Hosting.Dcp;

/// <summary>Where the orchestrator's and the dashboard's programs are.</summary>
/// <param name="Dcp">The orchestrator.</param>
/// <param name="Dashboard">The dashboard, or nothing where it was not found.</param>
internal sealed record DcpPaths(string Dcp, string? Dashboard)
{
    /// <summary>The environment wins over what the build wrote into the AppHost's assembly.</summary>
    /// <exception cref="DistributedApplicationException">No orchestrator.</exception>
    public static DcpPaths Find(IConfiguration configuration, Func<string, string?> metadata)
    {
        var dcp = In(configuration["ASPIRE_DCP_PATH"] ?? configuration["DcpPublisher:CliPath"] ?? metadata("dcpclipath"), "dcp");
        if (!File.Exists(dcp))
        {
            throw new DistributedApplicationException(
                "The Aspire orchestrator (dcp) was not found. Install the Aspire CLI 13.5.4 or set ASPIRE_DCP_PATH to its dcp program, then build again.");
        }

        var dashboard = In(configuration["ASPIRE_DASHBOARD_PATH"] ?? metadata("aspiredashboardpath"), "aspire-managed");
        return new DcpPaths(dcp, File.Exists(dashboard) ? dashboard : null);
    }

    private static string? In(string? path, string program) => Directory.Exists(path) ? Path.Combine(path, program) : path;
}
