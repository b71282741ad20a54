namespace FamilyCart.GitHubEmulator.Jobs;

/// <summary>Who hears what happens to jobs.</summary>
internal sealed class JobEvents
{
    /// <summary>Gets the action of the event and the job; called under the lock.</summary>
    public event Action<string, Job>? Happened;

    public void Tell(string action, Job job) => Happened?.Invoke(action, job);
}
