using System.Globalization;
using System.Text.RegularExpressions;

namespace FamilyCart.AppHost.Machine;

/// <summary>Whether containers can be run here.</summary>
internal static partial class ContainerEngine
{
    // The Aspire orchestrator calls an older one broken, and its containers never start.
    private const int OldestDocker = 25;

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(5);
    private static readonly string[] s_engines = ["docker", "podman"];

    /// <summary>Looks for an engine that answers, that the orchestrator can drive, and that has or could pull each of these images. Takes 20 s at most.</summary>
    /// <returns>Why containers cannot be run, as part of a sentence; null when they can.</returns>
    public static string? Obstacle(IReadOnlyList<string> images) => Obstacle(images, s_engines);

    /// <inheritdoc cref="Obstacle(IReadOnlyList{string})"/>
    public static string? Obstacle(IReadOnlyList<string> images, IReadOnlyList<string> engines)
    {
        var installed = engines.Where(engine => Programs.Find(engine) is not null).ToList();
        return installed.Count == 0
            ? $"neither {string.Join(" nor ", engines)} is installed"
            : installed.Find(engine => Ask(engine, "info").Succeeded) is { } answering
                ? TooOld(answering) ?? Missing(answering, images)
                : $"{string.Join(" and ", installed)} {(installed.Count == 1 ? "does" : "do")} not answer";
    }

    private static string? TooOld(string engine)
    {
        var version = DockerVersion().Match(Ask(engine, "--version").Output);
        return version.Success && int.Parse(version.Groups[1].ValueSpan, CultureInfo.InvariantCulture) < OldestDocker
            ? string.Create(CultureInfo.InvariantCulture, $"{engine} is version {version.Groups[1].Value}, and the orchestrator needs {OldestDocker} or later")
            : null;
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

    [GeneratedRegex("^Docker version ([0-9]{1,4})")]
    private static partial Regex DockerVersion();
}
