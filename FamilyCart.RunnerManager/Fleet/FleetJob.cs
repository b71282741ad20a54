using FamilyCart.RunnerManager.GitHub;

namespace FamilyCart.RunnerManager.Fleet;

/// <summary>A job that is not over, as the fleet knows it.</summary>
/// <param name="Job">What GitHub said last.</param>
/// <param name="SeenAt">When the fleet first heard of it.</param>
/// <param name="QueuedSince">Since when it could have been taken; null while it waits for an approval and once it is taken.</param>
internal sealed record FleetJob(GitHubJob Job, DateTimeOffset SeenAt, DateTimeOffset? QueuedSince);
