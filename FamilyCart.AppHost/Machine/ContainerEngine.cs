namespace FamilyCart.AppHost.Machine;

/// <summary>What became of the search for a container engine.</summary>
/// <param name="Engine">The first that answers, or null.</param>
/// <param name="Obstacle">Why containers cannot be run with it, as part of a sentence; null when they can.</param>
internal sealed record EngineFinding(string? Engine, string? Obstacle);

/// <summary>Whether containers can be run here.</summary>
internal static class ContainerEngine
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(5);
    private static readonly string[] s_engines = ["docker", "podman"];

    /// <summary>Looks for an engine that answers, and has or could pull each of these images. Takes 15 s at most.</summary>
    public static EngineFinding Find(IReadOnlyList<string> images) => Find(images, s_engines);

    /// <inheritdoc cref="Find(IReadOnlyList{string})"/>
    public static EngineFinding Find(IReadOnlyList<string> images, IReadOnlyList<string> engines)
    {
        var installed = engines.Where(engine => Programs.Find(engine) is not null).ToList();
        return installed.Count == 0
            ? new EngineFinding(null, $"neither {string.Join(" nor ", engines)} is installed")
            : installed.FirstOrDefault(engine => Ask(engine, "info").Succeeded) is not { } answering
                ? new EngineFinding(null, $"{string.Join(" and ", installed)} {(installed.Count == 1 ? "does" : "do")} not answer")
                : new EngineFinding(answering, Missing(answering, images));
    }

    /// <summary>All images at once, so that a registry that does not answer costs its time-out once.</summary>
    private static string? Missing(string engine, IReadOnlyList<string> images) =>
        images.AsParallel().AsOrdered().WithDegreeOfParallelism(Math.Max(images.Count, 1))
            .Select(image => Complaint(engine, image))
            .ToList()
            .Find(complaint => complaint is not null);

    private static string? Complaint(string engine, string image)
    {
        if (Ask(engine, "image", "inspect", image).Succeeded)
        {
            return null;
        }

        // What a pull asks first, without its megabytes.
        var asked = Ask(engine, "manifest", "inspect", image);
        var reason = asked.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault();
        return asked.Succeeded ? null : $"{engine} does not have the image {image} and cannot pull it ({reason?.TrimEnd('.') ?? "no reason given"})";
    }

    private static CommandResult Ask(string engine, params string[] question) => Command.Run([Programs.Find(engine)!, .. question], s_limit);
}
