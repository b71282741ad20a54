using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration;

/// <summary>Start, stop and restart of what the orchestrator runs.</summary>
internal static class LifecycleCommands
{
    public static void Add(IResource resource, ApplicationOrchestrator orchestrator)
    {
        Add(resource, KnownResourceCommands.StartCommand, "Start", "Play", isHighlighted: true, StartState, orchestrator.StartAsync);
        Add(resource, KnownResourceCommands.StopCommand, "Stop", "Stop", isHighlighted: true, StopState, orchestrator.StopAsync);
        Add(resource, KnownResourceCommands.RestartCommand, "Restart", "ArrowCounterclockwise", isHighlighted: false, RestartState, orchestrator.RestartAsync);
        if (resource is ProjectResource)
        {
            Add(resource, KnownResourceCommands.RebuildCommand, "Rebuild", "Hammer", isHighlighted: false, _ => ResourceCommandState.Enabled, orchestrator.RebuildAsync);
        }
    }

    private static void Add(
        IResource resource,
        string name,
        string displayName,
        string icon,
        bool isHighlighted,
        Func<string?, ResourceCommandState> state,
        Func<IResource, string, CancellationToken, Task> execute)
        => resource.Annotations.Add(new ResourceCommandAnnotation(
            name,
            displayName,
            context => state(context.ResourceSnapshot.State?.Text),
            async context =>
            {
                await execute(resource, context.ResourceName, context.CancellationToken).ConfigureAwait(false);
                return CommandResults.Success();
            },
            new CommandOptions { IconName = icon, IconVariant = IconVariant.Filled, IsHighlighted = isHighlighted }));

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
