namespace Aspire.Hosting.Orchestration;

/// <summary>Start, stop and restart of what the orchestrator runs.</summary>
internal static class LifecycleCommands
{
    public static void Add(IResource resource, ApplicationOrchestrator orchestrator)
    {
        var isProject = resource is ProjectResource;
        Add(resource, KnownResourceCommands.StartCommand, StartState, orchestrator.StartAsync, "started", Options("Start resource", "Play"));
        Add(resource, KnownResourceCommands.StopCommand, StopState, orchestrator.StopAsync, "stopped", Options("Stop resource", "Stop"));
        Add(resource, KnownResourceCommands.RestartCommand, RestartState, orchestrator.RestartAsync, "restarted", Options(
            isProject ? "Restart resource. Source code is not recompiled." : "Restart resource", "ArrowCounterclockwise", isMinor: true));
        if (isProject)
        {
            Add(resource, KnownResourceCommands.RebuildCommand, _ => ResourceCommandState.Enabled, orchestrator.RebuildAsync, "rebuilt", Options(
                "Stop the resource, rebuild the project from source, and restart. Use this to apply source code changes.", "ArrowSync", isMinor: true));
        }
    }

    private static CommandOptions Options(string description, string icon, bool isMinor = false) => new()
    {
        Description = description,
        IconName = icon,
        IconVariant = isMinor ? IconVariant.Regular : IconVariant.Filled,
        IsHighlighted = !isMinor
    };

    private static void Add(
        IResource resource, string name, Func<string?, ResourceCommandState> state, Func<IResource, string, CancellationToken, Task> execute,
        string done, CommandOptions options)
        => resource.Annotations.Add(new ResourceCommandAnnotation(
            name,
            char.ToUpperInvariant(name[0]) + name[1..],
            context => state(context.ResourceSnapshot.State?.Text),
            async context =>
            {
                await execute(resource, context.ResourceName, context.CancellationToken).ConfigureAwait(false);
                return CommandResults.Success($"Successfully {done} '{resource.Name}'.");
            },
            options));

    private static ResourceCommandState StartState(string? state) => state switch
    {
        null or "" or "Starting" or "RuntimeUnhealthy" or "Building" => ResourceCommandState.Disabled,
        "NotStarted" or "Waiting" or "Unknown" => ResourceCommandState.Enabled,
        _ when KnownResourceStates.TerminalStates.Contains(state) => ResourceCommandState.Enabled,
        _ => ResourceCommandState.Hidden
    };

    private static ResourceCommandState StopState(string? state) => state switch
    {
        "Stopping" => ResourceCommandState.Disabled,
        null or "" or "Starting" or "Waiting" or "NotStarted" or "RuntimeUnhealthy" or "Building" or "Unknown" => ResourceCommandState.Hidden,
        _ when KnownResourceStates.TerminalStates.Contains(state) => ResourceCommandState.Hidden,
        _ => ResourceCommandState.Enabled
    };

    private static ResourceCommandState RestartState(string? state)
        => StopState(state) is ResourceCommandState.Enabled ? ResourceCommandState.Enabled : ResourceCommandState.Disabled;
}
