using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.Leases;
using FamilyCart.RunnerManager.Planning;

namespace FamilyCart.RunnerManager.Leading;

/// <summary>The fleet as it was last looked at, with the reasons why jobs wait.</summary>
/// <param name="Fleet">What there was.</param>
/// <param name="Waits">Why each queued job waits.</param>
/// <param name="Leads">Whether this instance decides.</param>
internal sealed record FleetPicture(FleetSnapshot Fleet, IReadOnlyList<Wait> Waits, bool Leads)
{
    /// <summary>The leader's lease, for whoever acts for it; null in the picture of an instance that does not lead.</summary>
    public Lease? Leader { get; init; }

    /// <summary>When the look began, as a timestamp of this process's <see cref="TimeProvider"/>: a picture says nothing of later.</summary>
    public long LookedAt { get; init; }
}
