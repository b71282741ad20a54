namespace FamilyCart.AppHost.Resources.Services;

/// <summary>
/// The gateway's limits on this machine, where everybody comes from one address: tests, the bench, the prober and all browsers. A limit
/// that was configured stays; what is published has the gateway's own.
/// </summary>
internal static class LocalLimits
{
    private static readonly (string Key, string Value)[] s_limits =
    [
        ("Gateway:Limits:Api:Rate", "10000"),
        ("Gateway:Limits:Api:Burst", "20000"),
        ("Gateway:Limits:Pages:Rate", "10000"),
        ("Gateway:Limits:Pages:Burst", "20000"),
        ("Gateway:Limits:Credentials:Rate", "1000"),
        ("Gateway:Limits:Credentials:Burst", "2000"),
        ("Gateway:Limits:Dashboards:Rate", "10000"),
        ("Gateway:Limits:Dashboards:Burst", "20000"),
        ("Gateway:Limits:ConnectionsPerAddress", "5000"),
        ("Gateway:Limits:Held:RequestsPerAddress", "2000"),
        ("Gateway:Limits:Held:BytesPerAddress", "33554432"),
    ];

    public static IResourceBuilder<ProjectResource> WithLocalLimits(this IResourceBuilder<ProjectResource> gateway)
    {
        var builder = gateway.ApplicationBuilder;
        if (builder.ExecutionContext.IsRunMode)
        {
            foreach (var (key, value) in s_limits)
            {
                gateway.WithEnvironment(key.Replace(":", "__", StringComparison.Ordinal), builder.Configuration[key] ?? value);
            }
        }

        return gateway;
    }
}
