using FamilyCart.AppHost.Resources;
using Microsoft.Extensions.DependencyInjection;

namespace FamilyCart.AppHost.Restarts;

/// <summary>Starts again what dies while the topology is in use, as a restart policy does on a server.</summary>
/// <param name="application">The topology.</param>
/// <param name="time">Measures delays.</param>
/// <param name="tell">Hears of every death.</param>
internal sealed class RestartSupervisor(DistributedApplication application, TimeProvider time, Func<RestartNotice, Task> tell)
{
    // Aspire adds it to the model by itself.
    private const string Dashboard = "aspire-dashboard";

    private readonly Dictionary<string, RestartCandidate> _candidates = [];

    /// <summary>Watches until the run is over, and returns when nothing is being started any more.</summary>
    public async Task RunAsync(CancellationToken over)
    {
        List<Task> restarts = [];
        try
        {
            await foreach (var change in application.ResourceNotifications.WatchAsync(over))
            {
                restarts.RemoveAll(restart => restart.IsCompletedSuccessfully);
                if (CandidateOf(change.Resource) is { } candidate && candidate.HasDied(change.Snapshot.State?.Text))
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
        try
        {
            for (var notice = NoticeOf(candidate, death.Snapshot.ExitCode); ; notice = NoticeOf(candidate, exitCode: null))
            {
                if (notice.Delay is not { } delay)
                {
                    await StayDownAsync(candidate, death.ResourceId, notice);
                    return;
                }

                await ExplainAsync(candidate.Resource, notice);
                if (!await candidate.WaitAsync(delay, over) || await IsStartedAsync(death.ResourceId, over))
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The run is over.
        }
    }

    private static RestartNotice NoticeOf(RestartCandidate candidate, int? exitCode)
    {
        var canStart = candidate.Resource.Annotations.OfType<ResourceCommandAnnotation>().Any(command => command.Name == KnownResourceCommands.StartCommand);
        var delay = canStart ? candidate.History.Next() : null;
        return new RestartNotice(candidate.Resource.Name, exitCode, delay, candidate.History.Count) { CanStart = canStart };
    }

    /// <summary>A process that is started and dies shows as a state; false is for one that the orchestrator did not even try to start.</summary>
    private async Task<bool> IsStartedAsync(string resourceId, CancellationToken over)
    {
        var result = await application.Services.GetRequiredService<ResourceCommandService>().ExecuteCommandAsync(resourceId, KnownResourceCommands.StartCommand, over);
        return result.Success || result.Canceled;
    }

    private async Task StayDownAsync(RestartCandidate candidate, string resourceId, RestartNotice notice)
    {
        candidate.GiveUp();
        await application.ResourceNotifications.PublishUpdateAsync(
            candidate.Resource, resourceId, snapshot => snapshot with { State = new ResourceStateSnapshot(KnownResourceStates.Exited, KnownResourceStateStyles.Error) });
        await ExplainAsync(candidate.Resource, notice);
    }

    private async Task ExplainAsync(IResource resource, RestartNotice notice)
    {
        // In the resource's own console too, where the dashboard shows it.
        application.Services.GetRequiredService<ResourceLoggerService>().GetLogger(resource).Died(notice.Sentence);
        await tell(notice);
    }

    /// <summary>Null for what runs to completion, and for what is no process of its own.</summary>
    private RestartCandidate? CandidateOf(IResource resource)
    {
        if (!_candidates.TryGetValue(resource.Name, out var candidate)
            && resource is ProjectResource or ExecutableResource or ContainerResource
            && (resource.Name == Dashboard || resource.Role() is { Expectation: not Expectation.Completed }))
        {
            _candidates[resource.Name] = candidate = new RestartCandidate(resource, time);
        }

        return candidate;
    }
}
