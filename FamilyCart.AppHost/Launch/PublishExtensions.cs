using FamilyCart.AppHost.Publishing;
using FamilyCart.AppHost.Topology;

namespace FamilyCart.AppHost.Launch;

internal static class PublishExtensions
{
    /// <summary>Publishes the topology, or does whatever other step of the hosting library was asked for.</summary>
    /// <returns>The exit code; unlike the library's own it tells whether anything was published.</returns>
    public static async Task<ExitCode> PublishAsync(this IDistributedApplicationBuilder builder, LaunchConsole console, TimeProvider time)
    {
        var topology = builder.Topology();
        if (topology.Faults is { Count: > 0 } faults)
        {
            console.Faults(faults);
            return faults[0].Code;
        }

        var project = IsCompose(builder) ? new PublishedProject(builder) : null;
        project?.Begin();
        await using (var publisher = builder.Build())
        {
            await publisher.RunAsync();
        }

        if (project?.Complete(time) is not { } missing)
        {
            return ExitCode.Ok;
        }

        console.Faults(missing);
        if (missing.Count == 0 && topology.Settings.Publish.Values)
        {
            console.Line($"Published to {project.Folder}; start it there with: docker compose up --detach --wait");
        }

        return missing.Count == 0 ? ExitCode.Ok : missing[0].Code;
    }

    // A manifest is one file, and other steps write none of these.
    private static bool IsCompose(IDistributedApplicationBuilder builder) =>
        builder.Configuration["publisher"] is null && builder.Configuration["step"] is null or "publish";
}
