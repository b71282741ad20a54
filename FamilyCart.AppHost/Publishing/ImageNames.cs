namespace FamilyCart.AppHost.Publishing;

/// <summary>Which of our images a service is made of.</summary>
internal static class ImageNames
{
    private const string Topology = "uat-";

    /// <summary>The image's name without registry and tag.</summary>
    /// <param name="service">Of the compose file.</param>
    public static string Of(string service) => service switch
    {
        _ when service.StartsWith("uat-api-", StringComparison.Ordinal) => "api",
        "uat-migrations" => "api",
        "uat-runner-migrations" => "runner-manager",
        "uat-db" or "uat-restore-point" => "backup",
        _ when service.StartsWith("uat-preflight", StringComparison.Ordinal) => "prober",
        _ => service.StartsWith(Topology, StringComparison.Ordinal) ? service[Topology.Length..] : service,
    };
}
