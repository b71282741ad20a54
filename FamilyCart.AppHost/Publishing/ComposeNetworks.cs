using Aspire.Hosting.Docker.Resources;
using Aspire.Hosting.Docker.Resources.ComposeNodes;

namespace FamilyCart.AppHost.Publishing;

/// <summary>Separate networks in place of the one that all services share by default.</summary>
internal static class ComposeNetworks
{
    private static readonly ComposeNetwork[] s_internal = [ComposeNetwork.App, ComposeNetwork.Data];

    /// <summary>The network as the compose file calls it.</summary>
    public static string NameOf(ComposeNetwork network) => network.ToString().ToLowerInvariant();

    /// <summary>Declares all of them, whichever parts a server carries.</summary>
    public static void Declare(ComposeFile file)
    {
        file.Networks.Clear();
        foreach (var network in Enum.GetValues<ComposeNetwork>())
        {
            file.AddNetwork(new Network { Name = NameOf(network), Driver = "bridge", Internal = s_internal.Contains(network) ? true : null });
        }
    }

    /// <summary>Connects a service to those of its plan and to no other.</summary>
    public static void Connect(Service service, ComposePlan plan)
    {
        service.Networks = [.. plan.Networks.Order().Select(NameOf)];
        service.NetworkMode = plan.Networks.Count == 0 ? "none" : null;
    }
}
