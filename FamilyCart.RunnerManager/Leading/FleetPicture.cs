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
    /// <summary>Under which it decides; null while it does not.</summary>
    public Lease? Leader { get; init; }
}
