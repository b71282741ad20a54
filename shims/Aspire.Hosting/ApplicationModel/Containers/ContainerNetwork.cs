namespace Aspire.Hosting.ApplicationModel;

/// <summary>The network that all containers of one session share.</summary>
internal static class ContainerNetwork
{
    /// <summary>The name by which other containers reach this one.</summary>
    public static string HostOf(IResource container) => $"{container.Name}.dev.internal";
}
