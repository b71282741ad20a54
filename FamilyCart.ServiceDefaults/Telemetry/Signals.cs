namespace FamilyCart.ServiceDefaults.Telemetry;

// What .NET and Npgsql measure and trace by themselves. A wildcard over all meters would drag in dozens that nobody reads.
internal static class Signals
{
    /// <param name="service">The service's assembly, which gives its own meter and activity source their name: FamilyCart.Api, for example.</param>
    /// <returns>Names without wildcards: one would have a regular expression compiled while the service starts.</returns>
    public static string[] Meters(string service) =>
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
        service,
    ];

    /// <inheritdoc cref="Meters"/>
    public static string[] ActivitySources(string service) => ["Microsoft.AspNetCore", "System.Net.Http", "Npgsql", service];
}
