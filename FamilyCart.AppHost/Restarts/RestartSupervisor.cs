using FamilyCart.AppHost.Resources;
using Microsoft.Extensions.DependencyInjection;

namespace FamilyCart.AppHost.Restarts;

/// <summary>Starts again what dies while the topology is in use, as a restart policy does on a server.</summary>
/// <param name="application">The topology.</param>
/// <param name="resources">Its resources; those that run to completion, and children of others, are left alone.</param>
/// <param name="time">Measures delays.</param>
/// <param name="tell">Hears of every death.</param>
internal sealed class RestartSupervisor(
    DistributedApplication application, IEnumerable<IResource> resources, TimeProvider time, Func<RestartNotice, Task> tell)
{
    private readonly Dictionary<string, RestartCandidate> _candidates =
        resources.Where(RunsForEver).ToDictionary(resource => resource.Name, resource => new RestartCandidate(resource, time));

    /// <summary>Watches until the run is over, and returns when nothing is being started any more.</summary>
    public async Task RunAsync(CancellationToken over)
    {
        List<Task> restarts = [];
        try
        {
            await foreach (var change in application.ResourceNotifications.WatchAsync(over))
            {
                restarts.RemoveAll(restart => restart.IsCompletedSuccessfully);
                if (_candidates.TryGetValue(change.Resource.Name, out var candidate) && candidate.HasDied(change.Snapshot.State?.Text))
                {
                    restarts.Add(AnswerAsync(candidate, change, over));
                }
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The run is over.
        }

        await Task.WhenAll(restarts);
    }

    private async Task AnswerAsync(RestartCandidate candidate, ResourceEvent death, CancellationToken over)
    {
        var notice = new RestartNotice(candidate.Resource.Name, death.Snapshot.ExitCode, candidate.History.Next(), candidate.History.Count);
        try
        {
            if (notice.Delay is not { } delay)
            {
                candidate.GiveUp();
                await application.ResourceNotifications.PublishUpdateAsync(
                    candidate.Resource, death.ResourceId, snapshot => snapshot with { State = new ResourceStateSnapshot(KnownResourceStates.Exited, KnownResourceStateStyles.Error) });
                await ExplainAsync(candidate.Resource, notice);
                return;
            }

            await ExplainAsync(candidate.Resource, notice);
            await Task.Delay(delay, time, over);
            await application.Services.GetRequiredService<ResourceCommandService>().ExecuteCommandAsync(death.ResourceId, KnownResourceCommands.StartCommand, over);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The run is over.
        }
    }

    private async Task ExplainAsync(IResource resource, RestartNotice notice)
    {
        // In the resource's own console too, where the dashboard shows it.
        application.Services.GetRequiredService<ResourceLoggerService>().GetLogger(resource).Died(notice.Sentence);
        await tell(notice);
    }

    private static bool RunsForEver(IResource resource) =>
        resource is ProjectResource or ExecutableResource or ContainerResource && resource.Role() is { Expectation: not Expectation.Completed };
}
