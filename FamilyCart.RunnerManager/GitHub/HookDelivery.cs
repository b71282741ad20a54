namespace FamilyCart.RunnerManager.GitHub;

/// <summary>A delivery as GitHub remembers it.</summary>
/// <param name="Id">GitHub's number of this attempt, by which it is sent again.</param>
/// <param name="DeliveryId">The X-GitHub-Delivery of all its attempts.</param>
/// <param name="DeliveredAt">When it was sent.</param>
/// <param name="Event">Such as <c>workflow_job</c>.</param>
/// <param name="StatusCode">What we answered; 0 when nothing was heard.</param>
internal sealed record HookDelivery(long Id, Guid DeliveryId, DateTimeOffset DeliveredAt, string Event, int StatusCode);
