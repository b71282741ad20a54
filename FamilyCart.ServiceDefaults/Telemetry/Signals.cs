namespace FamilyCart.ServiceDefaults.Telemetry;

// What .NET and Npgsql measure and trace by themselves. A wildcard over all meters would drag in dozens that nobody reads.
internal static class Signals
{
    // A service names its own meters and activity sources after its assembly: FamilyCart.Api, FamilyCart.Api.Lists, ...
    private const string Own = "FamilyCart.*";

    public static readonly string[] Meters =
    [
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Routing",
        "Microsoft.AspNetCore.Diagnostics",
        "Microsoft.AspNetCore.RateLimiting",
        "Microsoft.AspNetCore.Authentication",
        "Microsoft.AspNetCore.Authorization",
        "Microsoft.AspNetCore.MemoryPool",
        "Microsoft.AspNetCore.Server.Kestrel",
        "System.Net.Http",
        "System.Net.NameResolution",
        "System.Runtime",
        "Npgsql",
        Own,
    ];

    public static readonly string[] ActivitySources = ["Microsoft.AspNetCore", "System.Net.Http", "Npgsql", Own];
}
