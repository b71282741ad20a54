using System.Globalization;
using Aspire.Hosting.Docker.Resources.ServiceNodes.Swarm;

namespace FamilyCart.AppHost.Publishing;

/// <summary>The most that a service may take.</summary>
/// <param name="Megabytes">Of memory, the cache of its files included.</param>
/// <param name="Cpus">Processors; 0.5 is half the time of one.</param>
/// <param name="Processes">Processes and threads. The official model has no such limit: it stands in a file beside the compose file.</param>
internal sealed record ComposeLimits(int Megabytes, double Cpus, int Processes)
{
    /// <summary>As the compose file says it.</summary>
    public Deploy Deploy => new()
    {
        Resources = new()
        {
            Limits = new ResourceSpec
            {
                Cpus = Cpus.ToString("0.##", CultureInfo.InvariantCulture),
                Memory = string.Create(CultureInfo.InvariantCulture, $"{Megabytes}M"),
            },
        },
    };
}
