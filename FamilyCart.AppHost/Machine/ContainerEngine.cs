namespace FamilyCart.AppHost.Machine;

/// <summary>Whether containers can be run here.</summary>
internal static class ContainerEngine
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(5);
    private static readonly string[] s_engines = ["docker", "podman"];

    /// <summary>The name of the first engine that answers, or null.</summary>
    public static string? Find() => Find(s_engines);

    /// <inheritdoc cref="Find()"/>
    public static string? Find(IEnumerable<string> engines) =>
        engines.FirstOrDefault(engine => Programs.Find(engine) is { } program && Command.Run([program, "info"], s_limit).Succeeded);
}
