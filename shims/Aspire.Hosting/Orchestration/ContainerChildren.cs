namespace Aspire.Hosting.Orchestration;

/// <summary>What lives in a container has the container's state. What lives in a process has none of its own.</summary>
internal static class ContainerChildren
{
    public static async Task FollowAsync(DistributedApplicationModel model, ResourceNotificationService notifications, IResource parent, string id)
    {
        if (!parent.IsContainer() || !notifications.TryGetCurrentState(id, out var state))
        {
            return;
        }

        foreach (var child in model.Resources.Where(r => r is IResourceWithParent { Parent: var p } && p == parent))
        {
            await notifications.PublishUpdateAsync(child, s => s with
            {
                State = state.Snapshot.State,
                StartTimeStamp = state.Snapshot.StartTimeStamp,
                StopTimeStamp = state.Snapshot.StopTimeStamp
            }).ConfigureAwait(false);
        }
    }
}
