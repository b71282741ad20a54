using FamilyCart.RunnerManager.GitHub;

namespace FamilyCart.RunnerManager.Redelivery;

/// <summary>Which deliveries are worth another attempt. GitHub's own list of attempts is all the memory there is, so whoever leads next goes on with it.</summary>
internal static class RedeliveryRules
{
    private const string JobEvent = "workflow_job";
    private const int MostAttempts = 8;

    private static readonly TimeSpan s_firstPause = TimeSpan.FromSeconds(15);

    /// <summary>Chooses.</summary>
    /// <param name="listed">What GitHub lists of one or several webhooks, each attempt for itself.</param>
    /// <param name="stored">The X-GitHub-Delivery of those that are here.</param>
    /// <param name="now">By which attempts are old.</param>
    /// <returns>One attempt for each delivery, oldest first.</returns>
    public static IReadOnlyList<HookDelivery> Choose(IEnumerable<HookDelivery> listed, IReadOnlySet<Guid> stored, DateTimeOffset now) =>
    [
        .. from attempt in listed
           where attempt.Event == JobEvent && !stored.Contains(attempt.DeliveryId)
           group attempt by attempt.DeliveryId into attempts
           let last = attempts.MaxBy(attempt => attempt.DeliveredAt)!
           where MayHelp(last.StatusCode) && attempts.Count() < MostAttempts && now - last.DeliveredAt >= Pause(attempts.Count())
           orderby attempts.Min(attempt => attempt.DeliveredAt), last.Id
           select last,
    ];

    // What we refuse for what it says will be refused again. A signature may hold once the secret is the right one.
    private static bool MayHelp(int status) => status is not (400 or 403 or 413);

    private static TimeSpan Pause(int attempts) => s_firstPause * Math.Pow(2, attempts - 1);
}
